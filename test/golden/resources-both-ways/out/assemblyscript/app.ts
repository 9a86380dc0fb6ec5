// Yours to edit: ocrekit writes this file once.

import { Item as BothStoresItem, Problem, all, first } from "./both/stores";
import { Item as ExportsBothStoresItem, Stores, exportStores } from "./exports/both/stores";
import { Result } from "./runtime/values";

class MyItem extends ExportsBothStoresItem {
  constructor(public inner_: BothStoresItem) {
    super();
  }

  dispose(): void {
    this.inner_.close();
  }

  name(): string {
    return this.inner_.name();
  }

  child(key: string): Result<ExportsBothStoresItem, Problem> {
    return pass$0(this.inner_.child(key));
  }
}

class MyStores implements Stores {
  newItem(name: string): ExportsBothStoresItem {
    return pass$1(BothStoresItem.create(name));
  }

  all(): Array<ExportsBothStoresItem> {
    return pass$2(all());
  }

  first(of_: Array<ExportsBothStoresItem>): ExportsBothStoresItem | null {
    return pass$5(first(pass$3(of_)));
  }
}
exportStores(new MyStores());

function pass$1(value: BothStoresItem): ExportsBothStoresItem {
  return new MyItem(value);
}

function pass$0(value: Result<BothStoresItem, Problem>): Result<ExportsBothStoresItem, Problem> {
  if (value.isErr) return Result.err<ExportsBothStoresItem, Problem>(value.error);
  return Result.ok<ExportsBothStoresItem, Problem>(pass$1(value.value));
}

function pass$2(value: Array<BothStoresItem>): Array<ExportsBothStoresItem> {
  const items = new Array<ExportsBothStoresItem>();
  for (let i = 0; i < value.length; i++) items.push(pass$1(value[i]));
  return items;
}

function pass$4(value: ExportsBothStoresItem): BothStoresItem {
  return (value as MyItem).inner_;
}

function pass$3(value: Array<ExportsBothStoresItem>): Array<BothStoresItem> {
  const items = new Array<BothStoresItem>();
  for (let i = 0; i < value.length; i++) items.push(pass$4(value[i]));
  return items;
}

function pass$5(value: BothStoresItem | null): ExportsBothStoresItem | null {
  return value === null ? null : pass$1(value);
}
