/// The loop of a command: waits for events and calls the same handlers that a reactor exports.
module kit.loop;

static import events = ocre.system.events;

/// One event, waiting for it up to `timeoutMs`; false when none came. The structs of `App` are those of a reactor's.
bool dispatch(alias App)(uint timeoutMs)
{
    auto event = events.wait(timeoutMs);
    if (!event)
        return false;
    call!App(event.value);
    return true;
}

/// Until stop is asked for.
void run(alias App)()
{
    for (;;)
    {
        auto event = events.wait(uint.max);
        if (!event)
            continue;
        call!App(event.value);
        if (event.value.kind == events.EventKind.stop)
            return;
    }
}

private void call(alias App)(events.Event event)
{
    final switch (event.kind)
    {
    case events.EventKind.timer:
        hand!(App, "timerHandler", "onTimer")(event.token, event.lost);
        break;
    case events.EventKind.line:
        hand!(App, "lineHandler", "onLine")(event.token, event.data, event.lost, event.time);
        break;
    case events.EventKind.socket:
        hand!(App, "socketHandler", "onSocket")(event.token, event.data);
        break;
    case events.EventKind.name:
        hand!(App, "nameHandler", "onName")(event.token, event.data);
        break;
    case events.EventKind.message:
        hand!(App, "messageHandler", "onMessages")(event.token, event.data, event.lost);
        break;
    case events.EventKind.store:
        hand!(App, "storeHandler", "onStoreChange")(event.token, event.lost);
        break;
    case events.EventKind.sensor:
        hand!(App, "sensorHandler", "onSample")(event.token, event.lost);
        break;
    case events.EventKind.config:
        hand!(App, "configHandler", "onConfig")(event.token);
        break;
    case events.EventKind.stop:
        hand!(App, "lifecycle", "onStop")(event.data, event.time);
        break;
    case events.EventKind.other:
        hand!(App, "otherHandler", "onOther")(event.token, event.data, event.lost, event.time);
        break;
    }
}

/// What the app has no struct or no function for is left alone.
private void hand(alias App, string face, string name, Args...)(Args args)
{
    static if (__traits(hasMember, App, face))
    {
        static if (__traits(hasMember, __traits(getMember, App, face), name))
            __traits(getMember, __traits(getMember, App, face), name)(args);
    }
}
