module app;
static import sdk;
import ocre.app.lifecycle;
static import wit;

struct App
{
    struct lifecycle
    {
    static:
        wit.Result!(void, void) onStart(StartReason reason)
        {
            return typeof(return).ok;
        }

        void onStop(StopReason reason, uint graceMs)
        {
        }
    }
}

alias exported = sdk.exportApp!App;
