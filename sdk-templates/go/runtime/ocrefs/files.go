package ocrefs

import (
	"io"

	"ocre.local/sdk/storage/files"
)

// File is a file of a volume: an io.ReadWriteCloser and an io.Seeker over the host's file.
type File struct {
	// Raw has what Go's interfaces lack: its size, its time, and when it is on the disk.
	Raw *files.File
}

// The host takes and gives at most so much at once.
const chunk = 16 << 10

// Open opens a file to read it.
func Open(path string) (*File, error) { return OpenFile(path, files.OpenFlagsRead) }

// Create makes a file, or empties the one that there is.
func Create(path string) (*File, error) {
	return OpenFile(path, files.OpenFlagsRead|files.OpenFlagsWrite|files.OpenFlagsCreate|files.OpenFlagsTruncate)
}

// OpenFile opens a file in any other way.
func OpenFile(path string, flags files.OpenFlags) (*File, error) {
	raw, err := files.OpenFile(path, flags)
	if err != nil {
		return nil, err
	}
	return &File{raw}, nil
}

// Read reads what comes next.
func (f *File) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	data, err := f.Raw.Read(uint32(min(len(p), chunk)))
	if err != nil {
		return 0, err
	}
	if len(data) == 0 {
		return 0, io.EOF
	}
	return copy(p, data), nil
}

// Write writes all of p.
func (f *File) Write(p []byte) (n int, err error) {
	for n < len(p) {
		part := p[n:min(n+chunk, len(p))]
		if err := f.Raw.Write(part); err != nil {
			return n, err
		}
		n += len(part)
	}
	return n, nil
}

// Seek moves to where the next byte is read or written.
func (f *File) Seek(offset int64, whence int) (int64, error) {
	at, err := f.Raw.Seek_(offset, files.Whence(whence))
	return int64(at), err
}

// Close gives the file back.
func (f *File) Close() error { return f.Raw.Close() }
