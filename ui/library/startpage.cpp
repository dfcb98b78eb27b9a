#include "ui/library/startpage.h"

#include "core/session/library.h"
#include "core/text/oneline.h"
#include "ui/library/runthumbnail.h"
#include "ui/models/librarymodel.h"
#include "ui/paint/glyphs.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/texts.h"
#include "ui/playback/scenariotexts.h"
#include "ui/stage/legend.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace ScopeLab {

namespace {

constexpr int ShownOfTopic = 4;

QLabel *label(const QString &text, double size, int weight = QFont::Normal, bool isGrey = false)
{
    auto *made = new QLabel(text);
    made->setFont(textFont(size, weight));
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    if (isGrey)
        made->setForegroundRole(QPalette::PlaceholderText);
    return made;
}

/// A line that can be pressed: a name, and something small at its end.
class RowButton final : public QAbstractButton
{
public:
    RowButton(const QString &name, const QString &end, const QString &below = {})
        : m_end(end)
        , m_below(below)
    {
        setText(withoutKey(name));
        setAccessibleName(end.isEmpty() ? name : QStringLiteral("%1, %2").arg(name, end));
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override
    {
        const int line = QFontMetrics(textFont(12.5)).height();
        return {120, m_below.isEmpty() ? std::max(25, line + 8) : 2 * line + 8};
    }
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        if (underMouse())
            painter.fillRect(rect(), theme.selectedRow);
        if (hasFocus()) {
            painter.setPen(QPen(theme.accent, 2));
            painter.drawRect(rect().adjusted(1, 1, -1, -1));
        }
        const QRectF inside = QRectF(rect()).adjusted(4, 0, -4, 0);
        const double end = m_end.isEmpty() ? 0 : textWidth(monoFont(11.5), m_end) + 8;
        const double half = m_below.isEmpty() ? inside.height() : inside.height() / 2;
        const auto placed = [&](const QRectF &rect) { return mirrored(rect, inside, layoutDirection()); };
        drawText(painter, placed({inside.left(), 0, inside.width() - end, half}), Qt::AlignLeft, textFont(12.5),
                 isEnabled() ? theme.text : theme.text3, nameOfEntry(text()));
        if (!m_below.isEmpty())
            drawText(painter, {inside.left(), half - 2, inside.width(), half}, Qt::AlignLeft, textFont(11.5),
                     theme.text2, m_below);
        drawText(painter, placed({inside.right() - end, 0, end, half}), Qt::AlignRight, monoFont(11.5), theme.text2,
                 m_end);
    }

private:
    QString m_end;
    QString m_below;
};

QFrame *line()
{
    auto *made = new QFrame;
    made->setFixedHeight(1);
    made->setStyleSheet(QStringLiteral("background:palette(mid)"));
    return made;
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

/// How long it takes, if its file says so.
QString lengthOf(const QStandardItem &item)
{
    const qint64 length = item.data(LibraryModel::LengthRole).toLongLong();
    return length > 0 ? QStringLiteral("%1 s").arg(static_cast<double>(length) / 1e9, 0, 'f', 1) : QString();
}

} // namespace

StartPage::StartPage(const LibraryModel &library, QWidget *parent)
    : QScrollArea(parent)
    , m_library(library)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setAccessibleName(tr("Start page"));
    auto *page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(36, 28, 36, 20);
    right->setSpacing(10);
    right->addWidget(beginnings());
    right->addSpacing(14);
    right->addWidget(topics());
    right->addStretch();
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(side());
    layout->addLayout(right, 1);
    setWidget(page);
    colourIcons();
}

void StartPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourIcons();
}

void StartPage::colourIcons()
{
    for (QPushButton *run : m_runs)
        run->setIcon(glyphIcon(Glyph::Play, run == m_runs.front() ? Theme::current().panel : Theme::current().text));
}

bool StartPage::isWanted()
{
    return QSettings().value(QStringLiteral("startpage"), true).toBool();
}

QWidget *StartPage::side()
{
    auto *side = new QWidget;
    side->setFixedWidth(286);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Window);
    auto *open = new QPushButton(tr("Open a file…"));
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    auto *wanted = new QCheckBox(tr("Show this page at start"));
    wanted->setChecked(isWanted());
    connect(wanted, &QCheckBox::toggled, this,
            [](bool isOn) { QSettings().setValue(QStringLiteral("startpage"), isOn); });
    auto *drop = label(tr("Drop a scenario or a recorded run anywhere in this window"), 12, QFont::Normal, true);
    drop->setAlignment(Qt::AlignCenter);
    drop->setMargin(18);
    drop->setStyleSheet(QStringLiteral("border:1px dashed %1").arg(Theme::current().waiting.name()));
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(2);

    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(24, 28, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(label(QStringLiteral("ScopeLab"), 20, QFont::DemiBold));
    layout->addWidget(label(tr("See cancellation happen"), 11.5, QFont::Normal, true));
    layout->addSpacing(12);
    layout->addWidget(open);
    layout->addSpacing(12);
    layout->addLayout(m_recent);
    layout->addStretch();
    layout->addWidget(drop);
    layout->addWidget(wanted);
    return side;
}

void StartPage::setRecent(const QStringList &files)
{
    clear(m_recent);
    m_recent->addWidget(label(tr("Recent"), 13, QFont::DemiBold));
    if (files.isEmpty())
        m_recent->addWidget(label(tr("Files that you open will stand here."), 12, QFont::Normal, true));
    for (const QString &path : files.mid(0, 6)) {
        const QFileInfo info(path);
        auto *row = new RowButton(oneLine(info.fileName()), {},
                                  info.isFile() ? oneLine(info.dir().dirName()) : tr("is gone"));
        row->setToolTip(tipText(oneLine(path)));
        row->setEnabled(info.isFile());
        connect(row, &QAbstractButton::clicked, this, [this, path] { Q_EMIT chosen(path, false); });
        m_recent->addWidget(row);
    }
}

QWidget *StartPage::beginnings()
{
    auto *all = new QWidget;
    auto *grid = new QGridLayout(all);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(8);
    grid->addWidget(label(tr("Start here"), 20, QFont::DemiBold), 0, 0, 1, 3);
    grid->addWidget(label(tr("Three short runs, one idea each. Press Space to pause at any moment, and the arrow "
                             "keys to step."),
                          12.5, QFont::Normal, true),
                    1, 0, 1, 3);
    static const char *const files[]
        = {"group-waits-for-its-tasks", "one-fails-the-others-stop", "shield-a-critical-commit"};
    for (int i = 0; i < 3; ++i) {
        grid->addWidget(card(i + 1, QString::fromLatin1(files[i])), 2, i);
        grid->setColumnStretch(i, 1);
    }
    return all;
}

QWidget *StartPage::card(int number, const QString &file)
{
    const ScenarioFile scenario = readScenario(file);
    const QString title = inReadersLanguage(oneLine(scenario.loaded.scenario->title));
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    card->setStyleSheet(QStringLiteral("#card{border:1px solid palette(mid)}"));
    auto *run = new QPushButton(tr("Run"));
    m_runs.append(run);
    run->setAccessibleName(tr("Run %1").arg(title));
    run->setObjectName(file);
    run->setDefault(number == 1);
    if (number == 1)
        run->setStyleSheet(QStringLiteral("background:palette(highlight);color:palette(highlighted-text)"));
    connect(run, &QPushButton::clicked, this, [this, file] { Q_EMIT chosen(file, true); });
    auto *thumbnail = new RunThumbnail(*scenario.loaded.scenario);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(10);
    foot->addWidget(run);
    foot->addWidget(label(thumbnail->facts(), 11.5, QFont::Normal, true), 1);
    auto *texts = new QVBoxLayout;
    texts->setContentsMargins(14, 10, 14, 12);
    texts->setSpacing(7);
    texts->addWidget(label(QStringLiteral("%1   %2").arg(number).arg(title), 14, QFont::DemiBold));
    const QString summary = inReadersLanguage(paragraph(scenario.loaded.scenario->summary));
    texts->addWidget(label(summary.section(QStringLiteral(". "), 0, 0)
                               + (summary.contains(QStringLiteral(". ")) ? QStringLiteral(".") : QString()),
                           12.5, QFont::Normal, true),
                     1, Qt::AlignTop);
    texts->addLayout(foot);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(thumbnail);
    layout->addWidget(line());
    layout->addLayout(texts, 1);
    return card;
}

QWidget *StartPage::topics()
{
    const QMap<QString, QString> about{
        {inReadersLanguage(QStringLiteral("Task groups")), tr("Who waits, who is told, who goes first")},
        {inReadersLanguage(QStringLiteral("Deadlines")), tr("Which one is in force, and who set it")},
        {inReadersLanguage(QStringLiteral("Shielding")), tr("What a shield holds back, and for how long")},
        {inReadersLanguage(QStringLiteral("Errors and groups")), tr("Split the real errors from the cancellations")},
        {inReadersLanguage(QStringLiteral("Patterns")), tr("Retry, budget, a batch that may fail in part")},
        {inReadersLanguage(QStringLiteral("Pitfalls and their fixes")), tr("As written, and as it should be")}};
    auto *all = new QWidget;
    auto *grid = new QGridLayout(all);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(16);
    grid->addWidget(label(tr("By topic"), 20, QFont::DemiBold), 0, 0, 1, 3);
    auto *others = new QHBoxLayout;
    others->addWidget(label(tr("Also in the library"), 12.5, QFont::Normal, true));
    int shown = 0;
    for (int row = 0; row < m_library.rowCount(); ++row) {
        const QStandardItem &section = *m_library.item(row);
        if (about.contains(section.text())) {
            grid->addWidget(topic(section, about[section.text()]), 1 + shown / 3, shown % 3);
            ++shown;
            continue;
        }
        auto *link = new QLabel(QStringLiteral("<a href='section'>%1, %2</a>")
                                    .arg(section.text().toHtmlEscaped(), QString::number(section.rowCount())));
        link->setTextFormat(Qt::RichText);
        link->setFont(textFont(12.5));
        link->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        connect(link, &QLabel::linkActivated, this, [this, name = section.text()] { Q_EMIT sectionRequested(name); });
        others->addWidget(link);
    }
    others->addStretch();
    others->setSpacing(18);
    auto *legend
        = new QLabel(QStringLiteral("<a href='legend'>%1</a>").arg(tr("What do the shapes and colours mean?")));
    legend->setTextFormat(Qt::RichText);
    legend->setFont(textFont(12.5));
    legend->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(legend, &QLabel::linkActivated, this, [this] { Legend(this).exec(); });
    for (int column = 0; column < 3; ++column)
        grid->setColumnStretch(column, 1);
    grid->addWidget(line(), 3, 0, 1, 3);
    grid->addLayout(others, 4, 0, 1, 3);
    grid->addWidget(legend, 5, 0, 1, 3, Qt::AlignLeft); // in a line of its own: a small screen has no room beside
    return all;
}

QWidget *StartPage::topic(const QStandardItem &section, const QString &about)
{
    auto *all = new QWidget;
    auto *layout = new QVBoxLayout(all);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    auto *head = new QHBoxLayout;
    head->addWidget(label(section.text(), 14, QFont::DemiBold), 1);
    auto *more = new QLabel(QStringLiteral("<a href='section'>%1</a>").arg(tr("all %1").arg(section.rowCount())));
    more->setTextFormat(Qt::RichText);
    more->setFont(textFont(12));
    more->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    more->setAccessibleName(tr("All %1 of %2").arg(section.rowCount()).arg(section.text()));
    connect(more, &QLabel::linkActivated, this, [this, name = section.text()] { Q_EMIT sectionRequested(name); });
    head->addWidget(more);
    layout->addLayout(head);
    layout->addWidget(label(about, 11.5, QFont::Normal, true));
    layout->addWidget(line());
    for (int row = 0; row < std::min(ShownOfTopic, section.rowCount()); ++row) {
        const QStandardItem &item = *section.child(row);
        auto *button = new RowButton(item.text(), lengthOf(item));
        button->setToolTip(item.toolTip());
        connect(button, &QAbstractButton::clicked, this,
                [this, file = item.data(LibraryModel::FileRole).toString()] { Q_EMIT chosen(file, false); });
        layout->addWidget(button);
    }
    layout->addStretch();
    return all;
}

} // namespace ScopeLab
