#include "ui/lesson/twinview.h"

#include "core/sentences/eventsentences.h"
#include "ui/code/codeview.h"
#include "ui/lesson/twintable.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/texts.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace ScopeLab {

namespace {

RunState endOf(const Playback &playback)
{
    RunState state;
    while (state.event < playback.restingEvent())
        state.apply(playback.trace());
    return state;
}

} // namespace

TwinView::TwinView(Playback &a, QWidget *parent)
    : QWidget(parent)
    , m_a(a)
    , m_sides(new QSplitter(Qt::Horizontal, this))
    , m_headline(new QLabel(this))
    , m_story(new QLabel(this))
    , m_goThere(new QPushButton(tr("&Go there"), this))
    , m_next(new QPushButton(tr("&Next difference (N)"), this))
    , m_table(new TwinTable(this))
{
    m_sides->setChildrenCollapsible(false);
    auto *all = new QSplitter(Qt::Vertical, this);
    all->addWidget(m_sides);
    all->addWidget(makeFoot());
    all->setStretchFactor(0, 1);
    all->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(all);
    all->setSizes({560, 210});

    connect(&m_a, &Playback::transportChanged, this, &TwinView::refreshWhenReady);
    connect(&m_b, &Playback::transportChanged, this, &TwinView::refreshWhenReady);
    connect(&m_a, &Playback::runChanged, this, [this] {
        if (m_isOpen) { // a branch of A, or the same once more: B stays what it is
            await();
            m_a.recordToEnd();
        }
    });
    connect(&m_b, &Playback::runChanged, this, [this] { // and the other way round
        if (m_result) {
            await();
            m_b.recordToEnd();
        }
    });
    connect(&m_a, &Playback::moved, this, &TwinView::follow);
    connect(&m_b, &Playback::moved, this, &TwinView::lead);
    connect(&m_a, &Playback::selectionChanged, this, [this] { matchSelection(m_a, m_b, true); });
    connect(&m_b, &Playback::selectionChanged, this, [this] { matchSelection(m_b, m_a, false); });
    connect(m_goThere, &QPushButton::clicked, this, [this] { showDifference(m_difference); });
    connect(m_next, &QPushButton::clicked, this, &TwinView::nextDifference);
}

TwinView::~TwinView()
{
    hide(); // while what the views show still exists
}

TwinView::Side TwinView::makeSide(Playback &playback, const QString &letter)
{
    Side side;
    side.widget = new QWidget(m_sides);
    side.title = new QLabel(side.widget);
    side.title->setTextFormat(Qt::RichText);
    side.title->setMargin(8);
    side.title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    side.outcome = new QLabel(side.widget);
    side.outcome->setTextFormat(Qt::PlainText);
    side.stage = new StageView(playback, side.widget);
    side.timeline = new TimelineView(playback, side.widget);
    side.code = new CodeView(playback, side.widget);
    side.stage->setAccessibleName(tr("Stage of run %1").arg(letter));
    side.timeline->setAccessibleName(tr("Timeline of run %1").arg(letter));
    side.code->setAccessibleName(tr("Text of run %1").arg(letter));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 8, 0);
    head->addWidget(side.title, 1);
    head->addWidget(side.outcome, 0, Qt::AlignVCenter);
    auto *views = new QSplitter(Qt::Vertical, side.widget);
    views->addWidget(side.stage);
    views->addWidget(side.timeline);
    views->addWidget(side.code);
    views->setSizes({210, 170, 130});
    auto *layout = new QVBoxLayout(side.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(views, 1);
    return side;
}

QWidget *TwinView::makeFoot()
{
    m_headline->setFont(textFont(14, QFont::DemiBold));
    m_headline->setWordWrap(true);
    m_story->setWordWrap(true);
    m_story->setTextFormat(Qt::RichText);
    m_story->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *card = new QWidget(this);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_goThere);
    buttons->addWidget(m_next);
    buttons->addStretch();
    auto *cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(12, 10, 12, 10);
    cardLayout->addWidget(m_headline);
    cardLayout->addWidget(m_story);
    cardLayout->addLayout(buttons);
    cardLayout->addStretch();
    auto *foot = new QSplitter(Qt::Horizontal, this);
    foot->addWidget(card);
    foot->addWidget(m_table);
    foot->setSizes({420, 1000});
    foot->setChildrenCollapsible(false);
    return foot;
}

void TwinView::compare(const TwinSource &source)
{
    m_source = source;
    if (!std::exchange(m_isOpen, true)) { // views cost something even when hidden, so they live only while shown
        m_sideA = makeSide(m_a, QStringLiteral("A"));
        m_sideB = makeSide(m_b, QStringLiteral("B"));
        m_sideA.timeline->alignWith(m_sideB.timeline);
        m_sideB.timeline->alignWith(m_sideA.timeline);
        m_sides->addWidget(m_sideA.widget);
        m_sides->addWidget(m_sideB.widget);
    }
    await();
    m_b.openScenario(source.file, source.request, source.acts);
    m_b.recordToEnd();
    m_a.recordToEnd();
    showTitles();
    refreshWhenReady();
}

/// Both have to run to their ends before anything can be said.
void TwinView::await()
{
    m_result.reset();
    m_difference = 0;
    m_table->clear();
    m_headline->setText(tr("Running both to their ends…"));
    m_story->clear();
    m_goThere->setEnabled(false);
    m_next->setEnabled(false);
    showTitles();
}

const Comparison &TwinView::comparison() const
{
    static const Comparison none;
    return m_result ? m_result->comparison : none;
}

void TwinView::close()
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_result.reset();
    for (const Side &side : {m_sideA, m_sideB}) {
        side.widget->hide();
        side.widget->deleteLater();
    }
    m_sideA = m_sideB = {};
    m_b.close();
    m_a.setMarks({});
    m_a.setExtent({});
}

void TwinView::refreshWhenReady()
{
    if (m_isOpen && !m_result && m_a.hasRun() && !m_a.isLive() && m_b.hasRun() && !m_b.isLive())
        compareNow();
}

void TwinView::compareNow()
{
    m_result = Result{Comparison(m_a.trace(), m_b.trace()), endOf(m_a), endOf(m_b)};
    const std::vector<Difference> &differences = m_result->comparison.differences();
    const TimePoint end = std::max(m_a.recordedTime(), m_b.recordedTime());
    std::vector<TimePoint> marks;
    for (const Difference &difference : differences)
        marks.push_back(difference.time);
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    for (Playback *playback : {&m_a, &m_b}) {
        playback->setExtent(end);
        playback->setMarks(marks);
    }
    showTitles();
    m_table->fill({m_source.nameA, m_a.trace(), m_result->endA}, {m_source.nameB, m_b.trace(), m_result->endB},
                  m_result->comparison);
    const std::size_t count = differences.size();
    m_goThere->setEnabled(count > 0);
    m_next->setEnabled(count > 1);
    if (count == 0) {
        m_headline->setText(tr("No difference"));
        m_story->setText(tr("Both runs do the same, event by event."));
    } else {
        showDifference(0);
    }
    follow();
}

/// B goes where A went.
void TwinView::follow()
{
    if (!m_result || m_isFollowing)
        return;
    m_isFollowing = true;
    const EventId common = m_result->comparison.common();
    const EventId event
        = m_a.cursor() <= common && m_a.time() <= m_b.recordedTime() && m_a.cursor() < m_a.trace().size()
              ? m_a.cursor()
              : std::max(common, m_b.eventAt(m_a.time()));
    m_b.show(event, m_a.time());
    m_isFollowing = false;
}

/// Somebody moved B's playhead: it is A's, too.
void TwinView::lead()
{
    if (!m_result || m_isFollowing)
        return;
    m_isFollowing = true;
    m_a.seekTime(m_b.time());
    m_isFollowing = false;
}

void TwinView::nextDifference()
{
    const std::size_t count = m_result->comparison.differences().size();
    if (!m_result || count == 0)
        return;
    m_difference = (m_difference + 1) % count;
    showDifference(m_difference);
}

void TwinView::showDifference(std::size_t index)
{
    const Difference &difference = m_result->comparison.differences()[index];
    const QString time = timeText(difference.time);
    m_headline->setText(
        index == 0
            ? tr("First difference, %1").arg(time)
            : tr("Difference %1 of %2, %3").arg(index + 1).arg(m_result->comparison.differences().size()).arg(time));
    const auto sentence = [](const Trace &trace, const RunState &end, EventId event) {
        return event ? QStringLiteral("%1 <span style='color:%2'>%3</span>")
                           .arg(eventSentence(trace, end, event).toHtmlEscaped(), Theme::current().text2.name(),
                                timeText(trace.event(event).time).replace(u' ', QChar::Nbsp))
                     : tr("nothing of the kind");
    };
    m_story->setText(
        QStringLiteral("<p style='margin:0 0 4px 0'><b>A</b>&nbsp; %1</p><p style='margin:0'><b>B</b>&nbsp; %2</p>")
            .arg(sentence(m_a.trace(), m_result->endA, difference.a),
                 sentence(m_b.trace(), m_result->endB, difference.b)));
    // The instant as A has it; B follows by the clock.
    if (difference.a && difference.time == m_a.trace().event(difference.a).time)
        m_a.seekEvent(difference.a);
    else
        m_a.seekTime(difference.time);
    if (difference.task && index)
        m_a.select(Selection(difference.a ? m_a.trace().event(difference.a).task : TaskId()));
}

void TwinView::showTitles()
{
    const Theme &theme = Theme::current();
    const auto title = [&theme](const QString &letter, const QString &name, const QString &scenario) {
        return QStringLiteral("<b>&nbsp;%1&nbsp;</b> &nbsp;<b>%2</b> &nbsp;<span style='color:%3'>%4</span>")
            .arg(letter, name.toHtmlEscaped(), theme.text2.name(), scenario.toHtmlEscaped());
    };
    m_sideA.title->setText(title(QStringLiteral("A"), m_source.nameA, m_a.title()));
    m_sideB.title->setText(title(QStringLiteral("B"), m_source.nameB, m_b.title()));
    m_sideA.outcome->setVisible(m_result.has_value());
    m_sideB.outcome->setVisible(m_result.has_value());
    if (!m_result)
        return;
    const auto outcome = [&theme](QLabel *label, const Trace &trace, const RunState &end) {
        const bool isBad = end.error || !end.isOver;
        const QColor edge = isBad ? theme.failed : theme.done;
        const QColor ground = isBad ? theme.tintFailed : theme.tintDone;
        label->setText(tr("%1, %2").arg(outcomeSentence(trace, end), timeText(end.time)));
        label->setStyleSheet(QStringLiteral("background:%1;border:1px solid %2;border-radius:4px;padding:2px 8px")
                                 .arg(ground.name(), edge.name()));
    };
    outcome(m_sideA.outcome, m_a.trace(), m_result->endA);
    outcome(m_sideB.outcome, m_b.trace(), m_result->endB);
}

void TwinView::matchSelection(const Playback &from, Playback &to, bool isFromA)
{
    if (!m_result || m_isFollowing)
        return;
    m_isFollowing = true;
    const Comparison &comparison = m_result->comparison;
    const Selection &selected = from.selection();
    Selection partner;
    if (const TaskId task = selected.task())
        partner = Selection(isFromA ? comparison.taskInB(task) : comparison.taskInA(task));
    else if (const ScopeId scope = selected.scope())
        partner = Selection(isFromA ? comparison.scopeInB(scope) : comparison.scopeInA(scope));
    to.select(partner);
    m_isFollowing = false;
}

void TwinView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_result)
        showTitles();
}

} // namespace ScopeLab
