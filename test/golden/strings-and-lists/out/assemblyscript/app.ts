// Yours to edit: ocrekit writes this file once.

import { Text, exportText } from "./exports/sequences/text";
import { checksum, greet, nested, sort, words } from "./sequences/text";

class MyText implements Text {
  greet(name: string): string {
    return greet(name);
  }

  checksum(data: Uint8Array): u32 {
    return checksum(data);
  }

  words(line: string): Array<string> {
    return words(line);
  }

  sort(values: Float64Array): Float64Array {
    return sort(values);
  }

  nested(rows: Array<Uint16Array>): Array<Uint16Array> {
    return nested(rows);
  }
}
exportText(new MyText());
