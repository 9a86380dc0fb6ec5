// Yours to edit: ocrekit writes this file once.

module app;

static import sdk;

static import wit;
import exports_test_both_stores = exports.test.both.stores;
import test_both_stores = test.both.stores;

struct App
{
static:
    struct stores
    {
    static:
        struct Item
        {
            uint unused_;

            static exports_test_both_stores.Item make(const(char)[] name)
            {
                return to_!(exports_test_both_stores.Item)(test_both_stores.Item.make(name));
            }

            const(char)[] name()
            {
                return inner_!(test_both_stores.Item)(&this).name();
            }

            wit.Result!(exports_test_both_stores.Item, test_both_stores.Problem) child(const(char)[] key)
            {
                return to_!(wit.Result!(exports_test_both_stores.Item, test_both_stores.Problem))(inner_!(test_both_stores.Item)(&this).child(key));
            }

            void close()
            {
                end_!(test_both_stores.Item)(&this);
            }
        }

        const(exports_test_both_stores.Item)[] all()
        {
            return to_!(const(exports_test_both_stores.Item)[])(test_both_stores.all());
        }

        wit.Option!(exports_test_both_stores.Item) first(const(wit.Rep*)[] of)
        {
            return to_!(wit.Option!(exports_test_both_stores.Item))(test_both_stores.first(to_!(const(test_both_stores.Item)[])(of)));
        }
    }
}

alias exported = sdk.exportApp!App;

/// While a handle of the app's own is given up because the import gets the one behind it.
private __gshared bool passing_;

private Handle inner_(Handle)(const(void)* self)
{
    return Handle(cast(int) cast(size_t) self);
}

private void end_(Handle)(const(void)* self)
{
    if (!passing_)
        inner_!Handle(self).close();
}

private template Bare_(T)
{
    static if (is(T == const(U), U))
        alias Bare_ = U;
    else
        alias Bare_ = T;
}

/// The same value with the handles of the other side. Both types have the same bytes, so lists stay where they are.
private To to_(To, From)(From from)
{
    static if (is(To == From))
        return from;
    else static if (is(From : const(void)*))
        return inner_!To(from);
    else static if (is(To == U[], U) && is(From == V[], V))
    {
        auto items = (cast(Bare_!U*) from.ptr)[0 .. from.length];
        foreach (i, ref item; items)
            item = to_!(Bare_!U)(cast(Bare_!V) from[i]);
        return items;
    }
    else static if (is(To == U[n], U, size_t n))
    {
        To made = void;
        foreach (i; 0 .. n)
            made[i] = to_!U(from[i]);
        return made;
    }
    else static if (__traits(hasMember, To, "opSlice"))
        return To.of(to_!(typeof(To.init[]))(from[]));
    else static if (__traits(hasMember, To, "own"))
        return To.own(cast(void*) cast(size_t) from.handle);
    else static if (__traits(hasMember, To, "handle"))
    {
        const handle = inner_!To(from.rep!(void)());
        passing_ = true;
        from.close();
        passing_ = false;
        return handle;
    }
    else
    {
        To made = void;
        static if (__traits(hasMember, To, "Payload"))
        {
            made.tag = cast(typeof(made.tag)) from.tag;
            foreach (i, name; __traits(allMembers, To.Payload))
                if (from.tag == __traits(getMember, From.Tag, name))
                    __traits(getMember, made.as, name) = to_!(typeof(__traits(getMember, made.as, name)))(
                            __traits(getMember, from.as, name));
        }
        else
            foreach (i, ref field; made.tupleof)
                field = to_!(typeof(field))(from.tupleof[i]);
        return made;
    }
}
