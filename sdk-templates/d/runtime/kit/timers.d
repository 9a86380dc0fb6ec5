/// Timers with callbacks: variables of the app, whose address is the token, so that nothing is looked up or allocated.
///
///     __gshared Timer tick = {&onTick};
///     tick.every(100);
///     static void onTimer(Token token, uint lost) { kit.timers.fired(token); }
module kit.timers;

static import timers = ocre.system.timers;
import ocre.system.types : ErrorCode, Token;
static import wit;

struct Timer
{
    @disable this(this);

    /// Called once for each tick that the host posts; `lost` ones are not made up for.
    void function(ref Timer timer) callback;

    private Timer* next;
    private bool isRunning;
    private bool repeats;

    /// Calls back each time the period is over.
    wit.Result!(void, ErrorCode) every(uint periodMs)
    {
        return begin(periodMs, periodMs);
    }

    /// Calls back once.
    wit.Result!(void, ErrorCode) after(uint delayMs)
    {
        return begin(delayMs, 0);
    }

    /// Ends it; one that has ended already is left alone.
    void cancel()
    {
        if (!isRunning)
            return;
        timers.cancel(token);
        remove();
    }

    private Token token()
    {
        return cast(Token) cast(size_t)&this;
    }

    private wit.Result!(void, ErrorCode) begin(uint delayMs, uint periodMs)
    {
        auto started = timers.start(token, delayMs, periodMs);
        if (started && !isRunning)
        {
            isRunning = true;
            next = first;
            first = &this;
        }
        repeats = periodMs > 0;
        return started;
    }

    private void remove()
    {
        auto at = &first;
        while (*at !is &this)
            at = &(*at).next;
        *at = next;
        isRunning = false;
    }
}

private __gshared Timer* first;

/// For the handler `onTimer`, or an event of a command: whether the token was that of a timer of this module.
bool fired(Token token)
{
    for (auto timer = first; timer !is null; timer = timer.next)
    {
        if (timer.token != token)
            continue;
        if (!timer.repeats)
            timer.remove();
        timer.callback(*timer);
        return true;
    }
    return false;
}
