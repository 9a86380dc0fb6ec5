// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import test_records_shapes = test.records.shapes;

struct App
{
static:
    struct shapes
    {
    static:
        double length(test_records_shapes.Line l)
        {
            return test_records_shapes.length(l);
        }

        test_records_shapes.Point mirror(test_records_shapes.Point p)
        {
            return test_records_shapes.mirror(p);
        }

        const(test_records_shapes.Line)[] outline()
        {
            return test_records_shapes.outline();
        }

        wit.Tuple!(test_records_shapes.Point, wit.String) pair(wit.Tuple!(ubyte, test_records_shapes.Point) p)
        {
            return test_records_shapes.pair(p);
        }
    }
}

alias exported = sdk.exportApp!App;
