// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import world_ = world;

struct App
{
static:
    struct control
    {
    static:
        void stop()
        {
        }
    }

    wit.Result!(void, wit.String) configure(world_.Settings s)
    {
        return wit.empty!(wit.Result!(void, wit.String))();
    }
}

alias exported = sdk.exportApp!App;
