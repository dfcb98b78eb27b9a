#include "ui/lesson/predictview.h"

#include "ui/lesson/guessbutton.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>

namespace ScopeLab {

PredictView::PredictView(Playback &playback, QWidget *parent)
    : QWidget(parent)
    , m_playback(playback)
    , m_headline(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_area(new QScrollArea(this))
    , m_class(new QCheckBox(tr("C&lass: count hands"), this))
    , m_again(new QPushButton(tr("&Try again"), this))
    , m_next(new QPushButton(tr("&Next scenario"), this))
    , m_commit(new QPushButton(tr("Co&mmit"), this))
{
    m_headline->setWordWrap(true);
    m_headline->setObjectName(QStringLiteral("predict-headline"));
    m_explanation->setWordWrap(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setAccessibleName(tr("Questions"));
    m_commit->setObjectName(QStringLiteral("primary"));
    m_commit->setToolTip(tr("Let the run answer (Ctrl+Enter). Blanks count as not sure."));
    m_class->setToolTip(tr("Keys 1 to 4 then add a hand to a choice; the most hands are the answer."));
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_class, 1);
    foot->addWidget(m_again);
    foot->addWidget(m_next);
    foot->addWidget(m_commit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_headline);
    layout->addWidget(m_explanation);
    layout->addWidget(m_area, 1);
    layout->addLayout(foot);
    connect(&m_oracle, &Playback::transportChanged, this, &PredictView::ask);
    connect(&m_playback, &Playback::runChanged, this, [this] {
        if (m_phase != Phase::Idle && !m_isRestarting && !m_playback.hasBarrier())
            begin(); // another scenario, or the same once more
    });
    connect(m_class, &QCheckBox::toggled, this, [this](bool isOn) {
        for (const std::vector<GuessButton *> &row : m_rows) {
            for (GuessButton *button : row)
                button->setHands(isOn ? 0 : -1);
        }
    });
    connect(m_again, &QPushButton::clicked, this, &PredictView::begin);
    connect(m_next, &QPushButton::clicked, this, &PredictView::nextRequested);
    connect(m_commit, &QPushButton::clicked, this, &PredictView::commit);
    refreshFoot();
}

PredictView::~PredictView()
{
    hide();
}

void PredictView::begin()
{
    clear();
    m_prediction = {};
    if (!m_playback.scenario()) {
        m_phase = Phase::Waiting;
        m_headline->setText(tr("Nothing to predict yet"));
        m_explanation->setText(tr("Open a scenario; its run will stop before it is decided."));
        refreshFoot();
        return;
    }
    m_phase = Phase::Waiting;
    m_headline->setText(tr("One moment…"));
    m_explanation->clear();
    m_playback.pause();
    ScenarioFile file;
    file.loaded.scenario = m_playback.scenario();
    RunRequest request = m_playback.request();
    request.executor = ExecutorKind::Virtual;
    m_oracle.openScenario(file, request);
    m_oracle.recordToEnd();
    refreshFoot();
}

void PredictView::end()
{
    m_phase = Phase::Idle;
    m_oracle.close();
    clear();
    if (m_playback.hasBarrier())
        m_playback.setBarrier(Playback::NoBarrier);
}

/// Once the other run is over, its answers are known.
void PredictView::ask()
{
    if (m_phase != Phase::Waiting || !m_oracle.hasRun() || m_oracle.isLive() || m_oracle.trace().size() == 0)
        return;
    m_prediction = predictionFor(*m_oracle.scenario(), m_oracle.trace());
    if (m_prediction.isEmpty()) {
        m_headline->setText(tr("Nothing to predict here"));
        m_explanation->setText(tr("No cancellation and no error decides this run. Choose another scenario."));
        refreshFoot();
        return;
    }
    m_phase = Phase::Asking;
    m_isRestarting = true; // from the start, and no further than the question
    m_playback.restart(m_oracle.request().seed, ExecutorKind::Virtual);
    m_isRestarting = false;
    m_playback.setBarrier(m_prediction.stop);
    m_playback.toEnd();
    m_headline->setText(tr("What will happen at %1?").arg(timeText(m_prediction.stop + Duration(1))));
    m_explanation->setText(tr("The run stands just before it is decided. Look at it as long as you like, also back in "
                              "time; then say what becomes of each task."));
    build();
    refreshFoot();
}

void PredictView::clear()
{
    m_rows.clear();
    m_reasons.clear();
    m_area->setWidget(new QWidget);
}

void PredictView::build()
{
    clear();
    auto *page = new QWidget;
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(0, 4, 4, 4);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(4);
    addTasks(grid);
    for (const PredictedChoice &choice : m_prediction.choices)
        addChoice(grid, choice);
    grid->setRowStretch(grid->rowCount(), 1);
    m_area->setWidget(page);
    if (!m_rows.empty())
        m_rows.front().front()->setFocus();
}

void PredictView::addTasks(QGridLayout *grid)
{
    const QStringList heads{tr("Completes"), tr("Cancelled at once"), tr("Cancelled later"), tr("Fails")};
    static constexpr Glyph glyphs[] = {Glyph::Done, Glyph::Cancelled, Glyph::Requested, Glyph::Failed};
    for (int column = 0; column < GuessCount; ++column) {
        auto *icon = new QLabel;
        icon->setPixmap(glyphIcon(glyphs[column], colourOf(glyphs[column])).pixmap(16, 16));
        icon->setAlignment(Qt::AlignCenter);
        auto *head = new QLabel(heads[column]);
        head->setWordWrap(true);
        head->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        head->setFont(smallFont());
        grid->addWidget(icon, 0, column + 1);
        grid->addWidget(head, 1, column + 1);
        grid->setColumnStretch(column + 1, 2);
    }
    grid->setColumnStretch(0, 3);
    for (const PredictedTask &task : m_prediction.tasks) {
        const int line = grid->rowCount();
        auto *name = new QLabel(QStringLiteral("<b>%1</b>").arg(task.name.toHtmlEscaped()));
        name->setTextFormat(Qt::RichText);
        name->setToolTip(tipText(task.name));
        name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        grid->addWidget(name, line, 0);
        std::vector<GuessButton *> row;
        for (int column = 0; column < GuessCount; ++column) {
            auto *button = new GuessButton(QString(), tr("%1: %2").arg(task.name, heads[column]));
            grid->addWidget(button, line, column + 1);
            row.push_back(button);
        }
        auto *reason = new QLabel;
        reason->setTextFormat(Qt::RichText);
        reason->setWordWrap(true);
        reason->setMargin(6);
        reason->hide();
        connect(reason, &QLabel::linkActivated, this, [this, id = task.task] {
            m_playback.select(Selection(id));
            Q_EMIT whyRequested();
        });
        grid->addWidget(reason, line + 1, 0, 1, GuessCount + 1);
        m_rows.push_back(std::move(row));
        m_reasons.push_back(reason);
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        for (GuessButton *button : m_rows[row])
            button->installEventFilter(this);
        for (int column = 0; column < GuessCount; ++column)
            connect(m_rows[row][static_cast<std::size_t>(column)], &GuessButton::clicked, this,
                    [this, row, column] { choose(row, column); });
    }
}

void PredictView::addChoice(QGridLayout *grid, const PredictedChoice &choice)
{
    auto *ask = new QLabel(QStringLiteral("<b>%1</b>").arg(choice.ask.toHtmlEscaped()));
    ask->setTextFormat(Qt::RichText);
    ask->setWordWrap(true);
    grid->addWidget(ask, grid->rowCount(), 0, 1, GuessCount + 1);
    auto *line = new QHBoxLayout;
    std::vector<GuessButton *> row;
    const std::size_t index = m_rows.size();
    for (int column = 0; column < choice.choices.size(); ++column) {
        auto *button = new GuessButton(choice.choices[column], tr("%1 %2").arg(choice.ask, choice.choices[column]));
        button->installEventFilter(this);
        connect(button, &GuessButton::clicked, this, [this, index, column] { choose(index, column); });
        line->addWidget(button, 1);
        row.push_back(button);
    }
    grid->addLayout(line, grid->rowCount(), 0, 1, GuessCount + 1);
    m_rows.push_back(std::move(row));
}

void PredictView::choose(std::size_t row, int column)
{
    if (m_phase != Phase::Asking)
        return;
    std::vector<GuessButton *> &buttons = m_rows[row];
    GuessButton *chosen = buttons[static_cast<std::size_t>(column)];
    if (m_class->isChecked()) {
        chosen->setHands(chosen->hands() + 1);
        for (GuessButton *button : buttons) {
            if (button->hands() > chosen->hands())
                return; // the class sees it differently
        }
    }
    const bool isTakenBack = chosen->mark() == GuessButton::Mark::Chosen && !m_class->isChecked();
    for (GuessButton *button : buttons)
        button->setMark(button == chosen && !isTakenBack ? GuessButton::Mark::Chosen : GuessButton::Mark::None);
    refreshFoot();
}

Answers PredictView::answers() const
{
    Answers given;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        int answer = -1;
        for (std::size_t column = 0; column < m_rows[row].size(); ++column) {
            if (m_rows[row][column]->isGiven())
                answer = static_cast<int>(column);
        }
        if (row < m_prediction.tasks.size())
            given.tasks.push_back(static_cast<Guess>(answer));
        else
            given.choices.push_back(answer);
    }
    return given;
}

void PredictView::commit()
{
    if (m_phase != Phase::Asking)
        return;
    m_phase = Phase::Marked;
    m_playback.setBarrier(Playback::NoBarrier);
    m_playback.toEnd();
    mark();
    refreshFoot();
}

void PredictView::mark()
{
    const Score score = this->score();
    const Answers given = answers();
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const bool isTask = row < m_prediction.tasks.size();
        const std::size_t index = isTask ? row : row - m_prediction.tasks.size();
        const int truth
            = isTask ? static_cast<int>(m_prediction.tasks[index].truth) : m_prediction.choices[index].truth;
        const int answer = isTask ? static_cast<int>(given.tasks[index]) : given.choices[index];
        for (std::size_t column = 0; column < m_rows[row].size(); ++column) {
            GuessButton *button = m_rows[row][column];
            const bool isTrue = static_cast<int>(column) == truth;
            const bool isGiven = static_cast<int>(column) == answer;
            button->setMark(isTrue && isGiven ? GuessButton::Mark::Right
                            : isTrue          ? GuessButton::Mark::Happened
                            : isGiven         ? GuessButton::Mark::Wrong
                                              : GuessButton::Mark::Blank);
        }
        if (isTask && answer != truth) {
            m_reasons[index]->setText(
                QStringLiteral("<span style='color:%1'>%2</span> <a href='why'>%3</a>")
                    .arg(Theme::current().text2.name(), m_prediction.tasks[index].reason.toHtmlEscaped(), tr("Why")));
            m_reasons[index]->show();
        }
    }
    m_headline->setText(tr("%1 right, %2 wrong, %3 not sure").arg(score.right).arg(score.wrong).arg(score.notSure));
    m_explanation->setText(score.wrong + score.notSure == 0
                               ? tr("All of it. Play the run to see it happen.")
                               : tr("Green: right. Dashed: your answer. Eye: what happened. Play the run to see it."));
    QSettings settings;
    settings.beginGroup(QStringLiteral("predicted"));
    settings.setValue(m_playback.title(), QStringLiteral("%1/%2").arg(score.right).arg(m_prediction.questionCount()));
}

void PredictView::refreshFoot()
{
    m_headline->setFont(textFont(15, QFont::DemiBold));
    m_commit->setVisible(m_phase == Phase::Asking);
    m_class->setVisible(m_phase == Phase::Asking);
    m_again->setVisible(m_phase == Phase::Marked);
    m_next->setVisible(m_phase == Phase::Marked || (m_phase == Phase::Waiting && m_prediction.isEmpty()));
}

/// From a cell to its neighbour; rows of choices may be shorter.
void PredictView::move(GuessButton *from, int rows, int columns)
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const auto found = std::find(m_rows[row].begin(), m_rows[row].end(), from);
        if (found == m_rows[row].end())
            continue;
        const auto last = static_cast<int>(m_rows.size()) - 1;
        const auto toRow = static_cast<std::size_t>(std::clamp(static_cast<int>(row) + rows, 0, last));
        const auto width = static_cast<int>(m_rows[toRow].size()) - 1;
        const int toColumn = std::clamp(static_cast<int>(found - m_rows[row].begin()) + columns, 0, width);
        m_rows[toRow][static_cast<std::size_t>(toColumn)]->setFocus(Qt::TabFocusReason);
        m_area->ensureWidgetVisible(m_rows[toRow][static_cast<std::size_t>(toColumn)]);
        return;
    }
}

bool PredictView::eventFilter(QObject *watched, QEvent *event)
{
    auto *button = qobject_cast<GuessButton *>(watched);
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if (!button || (event->type() != QEvent::KeyPress && !isOverride))
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int number = key->key() - Qt::Key_1;
    const bool isArrow = key->key() >= Qt::Key_Left && key->key() <= Qt::Key_Down && key->modifiers() == Qt::NoModifier;
    const bool isNumber = number >= 0 && number < GuessCount && key->modifiers() == Qt::NoModifier;
    const bool isCommit
        = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier;
    if (!isArrow && !isNumber && !isCommit && key->key() != Qt::Key_Space)
        return QWidget::eventFilter(watched, event);
    if (isOverride) { // the window has the same keys for the run
        event->accept();
        return true;
    }
    if (isCommit) {
        commit();
    } else if (isNumber) {
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            const bool isHere = std::find(m_rows[row].begin(), m_rows[row].end(), button) != m_rows[row].end();
            if (isHere && number < static_cast<int>(m_rows[row].size()))
                choose(row, number);
        }
    } else if (key->key() == Qt::Key_Space) {
        button->click();
    } else {
        move(button,
             key->key() == Qt::Key_Down ? 1
             : key->key() == Qt::Key_Up ? -1
                                        : 0,
             key->key() == Qt::Key_Right  ? 1
             : key->key() == Qt::Key_Left ? -1
                                          : 0);
    }
    return true;
}

void PredictView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers() & Qt::ControlModifier)
        commit();
    else
        QWidget::keyPressEvent(event);
}

void PredictView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        refreshFoot();
}

} // namespace ScopeLab
