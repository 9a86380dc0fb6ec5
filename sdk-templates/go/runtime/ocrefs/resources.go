// Package ocrefs has the files of an app as Go's own interfaces: resources of its image as an fs.FS, files of its
// volumes as readers and writers.
package ocrefs

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"ocre.local/sdk/storage/resourcefiles"
)

// Resources are the files of the app's image.
var Resources fs.ReadDirFS = resources{}

type resources struct{}

// The host answers with at most so many at once.
const (
	pageEntries = 32
	pageBytes   = 16 << 10
)

func (resources) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	raw, err := resourcefiles.OpenResourceFile(name)
	if err == nil {
		return &resource{raw: raw, info: info{name: name, size: int64(raw.Size())}}, nil
	}
	if entries, dirErr := readDir(name); dirErr == nil && (name == "." || len(entries) > 0) {
		return &folder{info{name: name, isDir: true}, entries}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: err}
}

func (resources) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	entries, err := readDir(name)
	if err == nil && len(entries) == 0 && name != "." {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	return entries, nil
}

// readDir takes names with a slash for files in folders.
func readDir(name string) ([]fs.DirEntry, error) {
	prefix := ""
	if name != "." {
		prefix = name + "/"
	}
	found := map[string]info{}
	for start := uint32(0); ; {
		page, err := resourcefiles.ListResources(start, pageEntries)
		if err != nil {
			return nil, err
		}
		for _, r := range page {
			rest, ok := strings.CutPrefix(r.Name, prefix)
			if !ok {
				continue
			}
			first, _, inside := strings.Cut(rest, "/")
			entry := info{name: first, isDir: inside}
			if !inside {
				entry.size = int64(r.Size)
			}
			found[first] = entry
		}
		if len(page) < pageEntries {
			break
		}
		start += uint32(len(page))
	}
	entries := make([]fs.DirEntry, 0, len(found))
	for _, i := range found {
		entries = append(entries, fs.FileInfoToDirEntry(i))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

type resource struct {
	raw    *resourcefiles.ResourceFile
	info   info
	offset int64
}

func (r *resource) Stat() (fs.FileInfo, error) { return r.info, nil }
func (r *resource) Close() error               { return r.raw.Close() }

func (r *resource) Read(p []byte) (int, error) {
	n, err := r.ReadAt(p[:min(len(p), pageBytes)], r.offset)
	r.offset += int64(n)
	if n > 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

func (r *resource) ReadAt(p []byte, offset int64) (n int, err error) {
	if offset < 0 {
		return 0, fs.ErrInvalid
	}
	for n < len(p) {
		data, err := r.raw.Read(uint32(offset)+uint32(n), uint32(min(len(p)-n, pageBytes)))
		if err != nil {
			return n, err
		}
		if len(data) == 0 {
			return n, io.EOF
		}
		n += copy(p[n:], data)
	}
	return n, nil
}

func (r *resource) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.offset
	case io.SeekEnd:
		offset += r.info.size
	}
	if offset < 0 {
		return 0, fs.ErrInvalid
	}
	r.offset = offset
	return offset, nil
}

type folder struct {
	info    info
	entries []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
}

func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		all := f.entries
		f.entries = nil
		return all, nil
	}
	if len(f.entries) == 0 {
		return nil, io.EOF
	}
	some := f.entries[:min(n, len(f.entries))]
	f.entries = f.entries[len(some):]
	return some, nil
}

// info describes a resource; the host does not say when it was made.
type info struct {
	name  string
	size  int64
	isDir bool
}

func (i info) Name() string       { return path.Base(i.name) }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.isDir }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.isDir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
