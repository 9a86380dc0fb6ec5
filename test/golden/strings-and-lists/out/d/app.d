// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import test_sequences_text = test.sequences.text;

struct App
{
static:
    struct text
    {
    static:
        const(char)[] greet(const(char)[] name)
        {
            return test_sequences_text.greet(name);
        }

        uint checksum(const(ubyte)[] data)
        {
            return test_sequences_text.checksum(data);
        }

        const(wit.String)[] words(const(char)[] line)
        {
            return test_sequences_text.words(line);
        }

        const(double)[] sort(const(double)[] values)
        {
            return test_sequences_text.sort(values);
        }

        const(wit.List!(ushort))[] nested(const(wit.List!(ushort))[] rows)
        {
            return test_sequences_text.nested(rows);
        }
    }
}

alias exported = sdk.exportApp!App;
