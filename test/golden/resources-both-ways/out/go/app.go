// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/both/stores"
	bothstores "ocre.local/sdk/exports/both/stores"
)

func init() {
	bothstores.Export(bothstores.Handlers{NewItem: newItem, All: all, First: first})
}

type myItem struct {
	inner *stores.Item
}

var _ bothstores.Item = (*myItem)(nil)

func (o *myItem) Name() string {
	return o.inner.Name()
}

func (o *myItem) Child(key string) (bothstores.Item, error) {
	result, err := o.inner.Child(key)
	if err != nil {
		return *new(bothstores.Item), err
	}
	return &myItem{result}, nil
}

// Close is called when the host has no handle any more.
func (o *myItem) Close() error {
	return o.inner.Close()
}

func newItem(name string) bothstores.Item {
	result := stores.NewItem(name)
	return &myItem{result}
}

func all() []bothstores.Item {
	result := stores.All()
	return func(v []*stores.Item) []bothstores.Item {
		all := make([]bothstores.Item, 0, len(v))
		for _, item := range v {
			all = append(all, &myItem{item})
		}
		return all
	}(result)
}

func first(of []bothstores.Item) bothstores.Item {
	result := stores.First(func(v []bothstores.Item) []*stores.Item {
		all := make([]*stores.Item, 0, len(v))
		for _, item := range v {
			all = append(all, item.(*myItem).inner)
		}
		return all
	}(of))
	return func(v *stores.Item) bothstores.Item {
		if v == nil {
			return nil
		}
		return &myItem{v}
	}(result)
}

func main() {}
