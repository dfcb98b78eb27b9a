#include "core/engine/cancellationbackend.h"
#include "core/engine/error.h"
#include "core/engine/exceptgroup.h"
#include "core/engine/exceptions.h"
#include "core/engine/split.h"

#include <QTest>

using namespace ScopeLab;

namespace {

bool isType(const Error &error, const char *type)
{
    return error.type == type;
}

ErrorPtr sample()
{
    ErrorPtr inner = makeGroup("inner", {makeCancelled(), makeError("KeyError")});
    ErrorPtr outer = makeGroup("outer", {makeError("ValueError", "bad"), inner, makeCancelled()});
    outer->notes.push_back("a note");
    outer->setCause(makeError("OSError"));
    return outer;
}

} // namespace

class tst_ExceptionGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void G_1_aGroupNeedsMembers();
    void G_2_theKindFollowsFromTheMembers();
    void G_3_aPredicateIsAskedAboutGroupsFirst();
    void G_4_aGroupThatMatchesAsANodeIsTakenWhole();
    void G_5_nestingAndOrderAreKeptAndEmptiedGroupsDisappear();
    void G_6_partsHaveTheMetadataAndTheirOwnNotes();
    void G_9_deepGroupsDoNotOverflowTheStack();
    void G_10_splitCancellationOfEveryKind();
    void groupsThatShareMembersAreSplitOnce();
    void handlersShareAGroup();
    void whatWasRaisedAgainKeepsItsNesting();
    void onlyWhatKeptItsTracebackCauseAndContextMergesBack();
    void aPartOfWhatWasTakenMergesBack();
    void whoeverRaisesTheWholeByItsNameMakesTheRestNew();
    void aBareErrorComesAsAGroup();
    void whatHandlersRaiseStandsBesideTheRest();
    void whatIsThrownComesBackAsTheSameError();
    void RS_5_nobodyElseMakesACancelled();
    void aBackendNamesItsCancellation();
    void aBackendOfOnesOwnIsRegisteredOnce();
};

/// Sixty groups, each of which holds the one before twice: 2^60 paths.
void tst_ExceptionGroup::groupsThatShareMembersAreSplitOnce()
{
    ErrorPtr whole = sample();
    for (int i = 0; i < 60; ++i)
        whole = makeGroup("m", {whole, whole});
    const ErrorSplit parts = splitCancellation(whole);
    QVERIFY(parts.matched->holdsOnlyCancellations());
    QVERIFY(!parts.rest->holdsCancellation());
    QCOMPARE(parts.rest->members.size(), 2U);
    ExceptGroup open(whole);
    QVERIFY(open.take(ofType({"KeyError"})));
    open.handlerEnded(makeError("OSError"));
    QCOMPARE(open.remaining()->members.size(), 2U); // what was raised, and the rest
}

// -- `except*`, PEP 654

void tst_ExceptionGroup::handlersShareAGroup()
{
    const ErrorPtr whole = sample();
    ExceptGroup parts(whole);
    QVERIFY(!parts.take(ofType({"TypeError"})));
    const ErrorPtr values = parts.take(ofType({"ValueError", "TypeError"}));
    QCOMPARE(values->members.size(), 1U);
    QCOMPARE(values->message, std::string("outer"));
    QVERIFY(!parts.take(ofType({"ValueError"}))); // is taken already
    const ErrorPtr keys = parts.take(ofType({"KeyError"}));
    QCOMPARE(keys->members.front()->message, std::string("inner"));
    const ErrorPtr rest = parts.remaining();
    QVERIFY(rest->holdsOnlyCancellations());
    QCOMPARE(rest->members.size(), 2U);
    QVERIFY(parts.take([](const Error &error) { return error.kind == ErrorKind::Cancelled; }));
    QVERIFY(!parts.remaining());
    QVERIFY(!ExceptGroup({}).remaining());
}

void tst_ExceptionGroup::whatWasRaisedAgainKeepsItsNesting()
{
    const ErrorPtr whole = sample();
    ExceptGroup parts(whole);
    const ErrorPtr keys = parts.take(ofType({"KeyError"}));
    parts.handlerEnded(keys);
    parts.take(ofType({"ValueError"}));
    const ErrorPtr rest = parts.remaining();
    QCOMPARE(rest->members.size(), 2U);
    QCOMPARE(rest->members.front()->members.size(), 2U); // the key error, and the cancellation beside it
    QCOMPARE(rest->notes, whole->notes);
}

// Source of these three: CPython 3.12, asked.
void tst_ExceptionGroup::onlyWhatKeptItsTracebackCauseAndContextMergesBack()
{
    const std::vector<std::function<void(Error &)>> changes{
        [](Error &error) { error.growTraceback(); },
        [](Error &error) { error.setCause(makeError("OSError")); },
        [](Error &error) { error.setContext(makeError("OSError")); },
    };
    for (const auto &change : changes) {
        ExceptGroup parts(sample());
        const ErrorPtr keys = parts.take(ofType({"KeyError"}));
        change(*keys);
        parts.handlerEnded(keys);
        const ErrorPtr both = parts.remaining();
        QCOMPARE(both->message, std::string());
        QCOMPARE(both->members.size(), 2U);
        QCOMPARE(both->members.front(), keys);
        QCOMPARE(both->members.back()->message, std::string("outer"));
    }
    ExceptGroup noted(sample());
    const ErrorPtr keys = noted.take(ofType({"KeyError"}));
    keys->notes.emplace_back("later"); // of notes CPython compares a field that it never sets
    noted.handlerEnded(keys);
    QCOMPARE(noted.remaining()->message, std::string("outer"));
}

void tst_ExceptionGroup::aPartOfWhatWasTakenMergesBack()
{
    ExceptGroup parts(sample());
    const ErrorPtr taken = parts.take([](const Error &error) { return !error.isGroup(); });
    parts.handlerEnded(split(taken, ofType({"KeyError"})).matched); // what an `except*` inside let through
    const ErrorPtr rest = parts.remaining();
    QCOMPARE(rest->message, std::string("outer"));
    QCOMPARE(rest->members.front()->message, std::string("inner"));
}

void tst_ExceptionGroup::whoeverRaisesTheWholeByItsNameMakesTheRestNew()
{
    const ErrorPtr whole = sample();
    ExceptGroup parts(whole);
    parts.take(ofType({"KeyError"}));
    whole->growTraceback();
    parts.handlerEnded(whole);
    const ErrorPtr both = parts.remaining();
    QCOMPARE(both->members.size(), 2U);
    QVERIFY(!isType(*both->members.front()->members.front(), "KeyError")); // what nobody took
    QCOMPARE(both->members.back()->members.size(), whole->members.size());
}

void tst_ExceptionGroup::aBareErrorComesAsAGroup()
{
    const ErrorPtr bare = makeError("ValueError", "bad");
    ExceptGroup untouched(bare);
    QVERIFY(!untouched.take(ofType({"KeyError"})));
    QCOMPARE(untouched.remaining(), bare); // it goes on as it came
    ExceptGroup parts(bare);
    const ErrorPtr wrapped = parts.take(ofType({"ValueError"}));
    QVERIFY(wrapped->isGroup());
    QCOMPARE(wrapped->members.front(), bare);
    QCOMPARE(parts.taken(), bare);
    parts.handlerEnded(wrapped);
    QVERIFY(parts.remaining()->isGroup()); // raised again: in its wrapping
}

void tst_ExceptionGroup::whatHandlersRaiseStandsBesideTheRest()
{
    ExceptGroup parts(sample());
    parts.take(ofType({"ValueError"}));
    const ErrorPtr raised = makeError("RuntimeError", "cannot tell");
    parts.handlerEnded(raised);
    const ErrorPtr both = parts.remaining();
    QCOMPARE(both->members.size(), 2U);
    QCOMPARE(both->members.front(), raised);
    QVERIFY(both->members.back()->holdsCancellation());
    ExceptGroup alone(makeError("ValueError"));
    alone.take(ofType({"ValueError"}));
    alone.handlerEnded(raised);
    QCOMPARE(alone.remaining(), raised); // alone it goes bare
}

void tst_ExceptionGroup::RS_5_nobodyElseMakesACancelled()
{
    static_assert(!std::is_constructible_v<Cancelled, ErrorPtr>);
    static_assert(!std::is_default_constructible_v<Cancelled>);
    static_assert(std::is_final_v<Cancelled>);
    static_assert(!std::is_base_of_v<std::exception, Cancelled>);
    QVERIFY_THROWS_EXCEPTION(Cancelled, throwError(makeCancelled()));
}

void tst_ExceptionGroup::aBackendOfOnesOwnIsRegisteredOnce()
{
    struct Interrupted
    {
    };
    const auto backend = CancellationBackend::forException<Interrupted>("boost", "boost::thread_interrupted");
    const CancellationBackend &registered = CancellationBackend::registerBackend(backend);
    QVERIFY(CancellationBackend::byName("boost") == &registered);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, CancellationBackend::registerBackend(backend));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, CancellationBackend::registerBackend({}));
    for (const char *name : {"trio", "asyncio", "curio", "qtfuture"})
        QVERIFY(CancellationBackend::byName(name));
    QVERIFY(!CancellationBackend::byName("none"));
}

void tst_ExceptionGroup::G_1_aGroupNeedsMembers()
{
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, makeGroup("empty", {}));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, makeGroup("null", {ErrorPtr()}));
}

void tst_ExceptionGroup::G_2_theKindFollowsFromTheMembers()
{
    QCOMPARE(makeGroup("g", {makeError("ValueError")})->type, std::string("ExceptionGroup"));
    QCOMPARE(makeGroup("g", {makeCancelled()})->type, std::string("BaseExceptionGroup"));
    QCOMPARE(makeGroup("g", {makeError("BaseException", {}, true)})->type, std::string("BaseExceptionGroup"));
    QCOMPARE(nonCancelSubgroup(sample())->type, std::string("ExceptionGroup"));
}

void tst_ExceptionGroup::G_3_aPredicateIsAskedAboutGroupsFirst()
{
    std::vector<std::string> asked;
    const ErrorSplit parts = split(sample(), [&](const Error &error) {
        asked.push_back(error.isGroup() ? error.message : error.type);
        return false;
    });
    QVERIFY(!parts.matched);
    const std::vector<std::string> expected{"outer",          "ValueError", "inner",
                                            "trio.Cancelled", "KeyError",   "trio.Cancelled"};
    QVERIFY(asked == expected);
}

void tst_ExceptionGroup::G_4_aGroupThatMatchesAsANodeIsTakenWhole()
{
    const ErrorPtr group = sample();
    const ErrorSplit whole = split(group, [](const Error &error) { return error.isGroup(); });
    QVERIFY(whole.matched == group);
    QVERIFY(!whole.rest);
    const ErrorPtr alike = makeGroup("g", {makeError("KeyError"), makeError("KeyError")});
    const ErrorSplit leaves = split(alike, [](const Error &e) { return isType(e, "KeyError"); });
    QVERIFY(leaves.matched);
    QVERIFY(leaves.matched != alike); // by its leaves: a new group
    QVERIFY(leaves.matched->members == alike->members);
}

void tst_ExceptionGroup::G_5_nestingAndOrderAreKeptAndEmptiedGroupsDisappear()
{
    const ErrorSplit parts = split(sample(), [](const Error &e) { return isType(e, "KeyError"); });
    QCOMPARE(parts.matched->members.size(), std::size_t{1}); // outer > inner > KeyError
    QCOMPARE(parts.matched->members[0]->message, std::string("inner"));
    QCOMPARE(parts.rest->members.size(), std::size_t{3});
    const ErrorPtr leaf = makeError("KeyError");
    const ErrorPtr twice = makeGroup("g", {leaf, leaf, makeCancelled()});
    QCOMPARE(nonCancelSubgroup(twice)->members.size(), std::size_t{2});
}

void tst_ExceptionGroup::G_6_partsHaveTheMetadataAndTheirOwnNotes()
{
    const ErrorPtr group = sample();
    const ErrorSplit parts = splitCancellation(group);
    for (const ErrorPtr &part : {parts.matched, parts.rest}) {
        QCOMPARE(part->message, group->message);
        QVERIFY(part->cause == group->cause);
        QVERIFY(part->notes == group->notes);
    }
    parts.rest->notes.push_back("mine");
    QCOMPARE(group->notes.size(), std::size_t{1});
}

void tst_ExceptionGroup::G_9_deepGroupsDoNotOverflowTheStack()
{
    ErrorPtr deep = makeGroup("g", {makeCancelled(), makeError("KeyError")});
    for (int i = 0; i < 100'000; ++i)
        deep = makeGroup("g", {deep});
    const ErrorSplit parts = splitCancellation(deep);
    QVERIFY(parts.matched);
    QVERIFY(parts.rest);
    QVERIFY(parts.matched->holdsOnlyCancellations());
    QVERIFY(!parts.rest->holdsCancellation());
}

void tst_ExceptionGroup::G_10_splitCancellationOfEveryKind()
{
    const ErrorPtr cancelled = makeCancelled();
    QVERIFY(splitCancellation(cancelled).matched == cancelled);
    QVERIFY(!splitCancellation(cancelled).rest);
    const ErrorPtr error = makeError("KeyError");
    QVERIFY(!splitCancellation(error).matched);
    QVERIFY(splitCancellation(error).rest == error);
    QVERIFY(isCancelled(cancelled));
    QVERIFY(!isCancelled(makeGroup("g", {cancelled}))); // a group is never one
    const ErrorPtr plain = makeGroup("g", {error});
    const ErrorPtr same = nonCancelSubgroup(plain);
    QVERIFY(same != plain);
    QVERIFY(same->members == plain->members); // G-4: a new group, shared members
}

void tst_ExceptionGroup::whatIsThrownComesBackAsTheSameError()
{
    for (const ErrorPtr &error : {makeError("KeyError"), makeCancelled(), sample(),
                                  makeGroup("g", {makeError("KeyError")}), makeError("TimeoutError")}) {
        ErrorPtr caught;
        try {
            throwError(error);
        } catch (...) {
            caught = captureCurrent();
        }
        QVERIFY(caught == error);
    }
    ErrorPtr native;
    try {
        throw std::out_of_range("no such row");
    } catch (...) {
        native = captureCurrent();
    }
    QCOMPARE(native->type, std::string("std::out_of_range"));
    QVERIFY_THROWS_EXCEPTION(std::out_of_range, throwError(native));
    bool wasStandard = false;
    try {
        throwError(makeCancelled());
    } catch (const std::exception &) {
        wasStandard = true;
    } catch (const Cancelled &) {
    }
    QVERIFY(!wasStandard); // who catches errors does not catch it by accident
}

void tst_ExceptionGroup::aBackendNamesItsCancellation()
{
    QCOMPARE(getCancelledExceptionClass(), std::string("trio.Cancelled"));
    QCOMPARE(CancellationBackend::byName("asyncio")->cancelledClass, std::string("asyncio.CancelledError"));
    QCOMPARE(CancellationBackend::byName("curio")->cancelledClass, std::string("curio.CancelledError"));
    QVERIFY(!CancellationBackend::byName("gevent"));
}

QTEST_APPLESS_MAIN(tst_ExceptionGroup)
#include "tst_exceptiongroup.moc"
