// Yours to edit: ocrekit writes this file once.

import { Shapes, exportShapes } from "./exports/records/shapes";
import { Line, Point, length, mirror, outline, pair } from "./records/shapes";
import { Tuple2 } from "./tuples";

class MyShapes implements Shapes {
  length(l: Line): f64 {
    return length(l);
  }

  mirror(p: Point): Point {
    return mirror(p);
  }

  outline(): Array<Line> {
    return outline();
  }

  pair(p: Tuple2<u8, Point>): Tuple2<Point, string> {
    return pair(p);
  }
}
exportShapes(new MyShapes());
