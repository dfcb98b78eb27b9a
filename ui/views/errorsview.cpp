#include "ui/views/errorsview.h"

#include "ui/views/glyphs.h"
#include "ui/views/texts.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollArea>
#include <QTableView>

#include <map>

namespace ScopeLab {

namespace {

constexpr int MaxRows = 2000;
constexpr int MaxDepth = 60;

void addRecord(const Playback &playback, std::uint32_t root, std::vector<ErrorRow> &rows)
{
    struct Open
    {
        std::uint32_t error;
        int depth;
    };
    std::map<std::uint32_t, ScopeId> formers; // which task group formed which error
    for (EventId id = 1; id <= playback.cursor(); ++id) {
        const TraceEvent &event = playback.trace().event(id);
        if (event.kind == EventKind::GroupFormed)
            formers[playback.trace().error(event.errorIndex).identity] = event.scope;
    }
    std::vector<Open> stack{{root, 0}};
    while (!stack.empty() && rows.size() < MaxRows) {
        const Open at = stack.back();
        stack.pop_back();
        const ErrorRecord &record = playback.trace().error(at.error);
        ErrorRow row;
        row.depth = std::min(at.depth, MaxDepth);
        row.task = record.task;
        row.hasErrors = (record.holds & Error::Errors) != 0;
        row.hasCancellations = (record.holds & Error::Cancellations) != 0;
        row.text = QString::fromStdString(record.type);
        row.detail = playback.taskName(record.task);
        if (record.kind == ErrorKind::Group) {
            row.kind = ErrorRow::Kind::Group;
            row.detail = row.text;
            const auto former = formers.find(record.identity);
            row.text
                = former == formers.end() ? QString::fromStdString(record.message) : playback.scopeName(former->second);
            for (auto member = record.members.rbegin(); member != record.members.rend(); ++member)
                stack.push_back({*member, at.depth + 1});
        } else if (record.kind == ErrorKind::Cancelled) {
            row.kind = ErrorRow::Kind::Cancellation;
            row.text = ErrorsView::tr("Cancelled");
        } else {
            row.kind = ErrorRow::Kind::Error;
            if (!record.message.empty())
                row.detail = QStringLiteral("%1 · %2").arg(row.detail, QString::fromStdString(record.message));
        }
        rows.push_back(std::move(row));
    }
}

void addForming(const Playback &playback, ScopeId group, int depth, std::vector<ErrorRow> &rows)
{
    ErrorRow head;
    head.depth = depth;
    head.text = playback.scopeName(group);
    const std::size_t headIndex = rows.size();
    rows.push_back(head);
    int in = 0;
    int toCome = 0;
    for (const TaskState &task : playback.state().tasks()) {
        if (task.group != group || rows.size() >= MaxRows || task.phase == TaskPhase::Completed)
            continue;
        ErrorRow row;
        row.depth = depth + 1;
        row.task = task.id;
        row.text = playback.taskName(task.id);
        if (task.phase == TaskPhase::Failed) {
            ++in;
            row.kind = ErrorRow::Kind::Error;
            row.hasErrors = true;
            row.detail = row.text;
            row.text
                = task.errorIndex ? QString::fromStdString(playback.trace().error(task.errorIndex).type) : row.text;
        } else if (task.phase == TaskPhase::Cancelled) {
            ++in;
            row.kind = ErrorRow::Kind::Cancellation;
            row.detail = row.text;
            row.text = ErrorsView::tr("Cancelled");
        } else {
            ++toCome;
            if (task.gate && depth < MaxDepth) { // its own group forms below
                addForming(playback, task.gate, depth + 1, rows);
                continue;
            }
            row.kind = ErrorRow::Kind::ToCome;
            const ScopeState *scope = playback.state().scope(task.scope);
            row.detail = task.phase == TaskPhase::Unwinding ? ErrorsView::tr("unwinding")
                         : task.held                        ? ErrorsView::tr("held by its thread")
                         : scope && scope->shielded
                             ? ErrorsView::tr("held by shield %1").arg(playback.scopeName(task.scope))
                         : scope && scope->effective ? ErrorsView::tr("requested")
                                                     : ErrorsView::tr("running");
        }
        rows.push_back(std::move(row));
    }
    rows[headIndex].detail = ErrorsView::tr("%1 in, %2 to come").arg(in).arg(toCome);
}

} // namespace

ErrorTree errorTree(const Playback &playback)
{
    ErrorTree tree;
    const Trace &trace = playback.trace();
    // The outermost group that has failures and has not been left is forming now.
    for (const ScopeState &scope : playback.state().scopes()) {
        if (!scope.isLiving() || !scope.isGroup)
            continue;
        bool hasFailures = false;
        for (const TaskState &task : playback.state().tasks())
            hasFailures
                |= task.group == scope.id && (task.phase == TaskPhase::Failed || task.phase == TaskPhase::Cancelled);
        if (!hasFailures)
            continue;
        tree.headline = ErrorsView::tr("Forming at the gate of %1").arg(playback.scopeName(scope.id));
        addForming(playback, scope.id, 0, tree.rows);
        break;
    }
    if (tree.rows.empty()) {
        EventId formed = 0;
        EventId split = 0;
        for (EventId id = playback.cursor(); id > 0 && !formed; --id) {
            const TraceEvent &event = trace.event(id);
            if (event.kind == EventKind::GroupSplit && !split)
                split = id;
            if ((event.kind == EventKind::GroupFormed || event.kind == EventKind::GroupSplit) && event.errorIndex
                && id != split)
                formed = id;
            else if (id == split && event.scope == 0)
                formed = id; // split by a step of the scenario
        }
        if (!formed && !split)
            return tree;
        const TraceEvent &event = trace.event(split ? split : formed);
        const QString scope = playback.scopeName(event.scope);
        tree.headline = ErrorsView::tr("As formed at %1").arg(timeText(event.time));
        addRecord(playback, event.errorIndex, tree.rows);
        if (event.kind == EventKind::GroupSplit && event.scope) {
            tree.errorsFate = event.otherErrorIndex ? ErrorsView::tr("raised again, out of %1").arg(scope) : QString();
            tree.cancellationsFate = ErrorsView::tr("absorbed by %1 at its exit").arg(scope);
        } else if (event.kind == EventKind::GroupSplit) {
            tree.errorsFate = tree.cancellationsFate = ErrorsView::tr("split in line %1").arg(event.place);
        } else if (trace.error(event.errorIndex).holds & Error::Cancellations) {
            tree.errorsFate = tree.cancellationsFate = ErrorsView::tr("goes on whole: an outer scope is cancelled too");
        } else {
            tree.errorsFate = ErrorsView::tr("goes on, out of %1").arg(scope);
        }
    }
    for (const ErrorRow &row : tree.rows) {
        tree.errors += row.kind == ErrorRow::Kind::Error ? 1 : 0;
        tree.cancellations += row.kind == ErrorRow::Kind::Cancellation ? 1 : 0;
    }
    return tree;
}

/// Draws the tree; in a wide panel the two halves beside it, each leaf in its row in all three.
class ErrorsView::TreePainter final : public QWidget
{
public:
    TreePainter(Playback &playback, QWidget *parent)
        : QWidget(parent)
        , m_playback(playback)
    {
        setAccessibleName(ErrorsView::tr("The group of errors and its two halves"));
    }

    void show(ErrorTree tree)
    {
        m_tree = std::move(tree);
        setMinimumHeight(static_cast<int>(rowsTop() + (m_tree.rows.size() + 2) * rowHeight() + 12));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        painter.fillRect(rect(), theme.panel);
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_tree.rows.empty()) {
            painter.setFont(textFont(12.5));
            painter.setPen(theme.text2);
            painter.drawText(rect(), Qt::AlignCenter, ErrorsView::tr("No group of errors so far"));
            return;
        }
        if (width() < 620)
            paintNarrow(painter);
        else
            paintWide(painter);
    }

    void mousePressEvent(QMouseEvent *event) override
    {
        const double y = event->position().y() - rowsTop();
        const auto index = static_cast<std::size_t>(std::max(0.0, y / rowHeight()));
        if (y >= 0 && index < m_tree.rows.size() && m_tree.rows[index].task)
            m_playback.select({Selection::Kind::Task, m_tree.rows[index].task});
    }

private:
    enum class Column { Whole, Errors, Cancellations };

    double rowHeight() const { return std::max(22.0, QFontMetricsF(textFont(12.5)).height() + 5); }
    double rowsTop() const { return rowHeight() + 14; }

    void text(QPainter &painter, const QRectF &rect, const QFont &font, const QColor &colour, const QString &words,
              Qt::Alignment alignment = Qt::AlignLeft) const
    {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter),
                         QFontMetricsF(font).elidedText(words, Qt::ElideRight, rect.width()));
    }

    bool isShown(const ErrorRow &row, Column column) const
    {
        switch (column) {
        case Column::Whole: return true;
        case Column::Errors:
            return row.kind == ErrorRow::Kind::Error || (row.kind == ErrorRow::Kind::Group && row.hasErrors);
        case Column::Cancellations:
            return row.kind == ErrorRow::Kind::Cancellation
                   || (row.kind == ErrorRow::Kind::Group && row.hasCancellations);
        }
        return true;
    }

    void paintRows(QPainter &painter, const QRectF &area, Column column) const
    {
        const Theme &theme = Theme::current();
        double y = rowsTop();
        for (const ErrorRow &row : m_tree.rows) {
            const double indent = std::min(row.depth * 18.0, area.width() * 0.5);
            const QRectF rect(area.left() + 12 + indent, y, area.width() - 20 - indent, rowHeight());
            y += rowHeight();
            if (!isShown(row, column)) {
                painter.setPen(QPen(theme.line, 1.4, Qt::DotLine));
                painter.drawLine(QPointF(rect.left() + 20, rect.center().y()),
                                 QPointF(std::min(rect.left() + 90, rect.right()), rect.center().y()));
                continue;
            }
            const bool isGroup = row.kind == ErrorRow::Kind::Group;
            if (isGroup) {
                text(painter, {rect.left(), rect.top(), 14, rect.height()}, monoFont(15, QFont::Medium), theme.text,
                     QStringLiteral("{"));
            } else {
                const Glyph glyph = row.kind == ErrorRow::Kind::Error          ? Glyph::Failed
                                    : row.kind == ErrorRow::Kind::Cancellation ? Glyph::Cancelled
                                                                               : Glyph::Requested;
                drawGlyph(painter, {rect.left(), rect.center().y() - 7, 14, 14}, glyph);
            }
            const QFont name = textFont(12.5, row.kind == ErrorRow::Kind::ToCome ? QFont::Normal : QFont::DemiBold);
            const double nameWidth = std::min(QFontMetricsF(name).horizontalAdvance(row.text) + 2, rect.width() - 20);
            text(painter, {rect.left() + 20, rect.top(), nameWidth, rect.height()}, name, theme.text, row.text);
            const double left = rect.left() + 28 + nameWidth;
            // What is left of a group without its cancellations is an ordinary one.
            const bool isPlain = isGroup && column == Column::Errors;
            if (rect.right() - left > 20)
                text(painter, {left, rect.top(), rect.right() - left, rect.height()}, textFont(11.5), theme.text2,
                     isPlain ? QStringLiteral("ExceptionGroup") : row.detail);
        }
    }

    void paintTray(QPainter &painter, const QRectF &area, Column column, const QString &title,
                   const QString &foot) const
    {
        const Theme &theme = Theme::current();
        const bool isWhole = column == Column::Whole;
        const bool isErrors = column == Column::Errors;
        const QColor edge = isWhole ? theme.line : isErrors ? theme.failed : theme.cancelled;
        const QRectF head(area.left(), area.top(), area.width(), rowHeight() + 4);
        painter.fillRect(head, isWhole ? theme.dockTitle : isErrors ? theme.tintFailed : theme.tintCancelled);
        painter.setPen(QPen(edge, 1.3));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area);
        double x = head.left() + 10;
        if (!isWhole) {
            drawGlyph(painter, {x, head.center().y() - 7, 14, 14}, isErrors ? Glyph::Failed : Glyph::Cancelled);
            x += 20;
        }
        text(painter, {x, head.top(), head.right() - x - 6, head.height()}, textFont(12.5, QFont::DemiBold), theme.text,
             title);
        paintRows(painter, area, column);
        text(painter, {area.left() + 10, area.bottom() - rowHeight() - 2, area.width() - 20, rowHeight()},
             textFont(11.5), theme.text2, foot);
    }

    void paintWide(QPainter &painter) const
    {
        const Theme &theme = Theme::current();
        const double gap = 36;
        const double column = (width() - 24 - 2 * gap) / 3;
        const double height = rowsTop() + (static_cast<double>(m_tree.rows.size()) + 1.4) * rowHeight();
        const QRectF left(12, 8, column, height);
        const QRectF middle = left.translated(column + gap, 0);
        const QRectF right = middle.translated(column + gap, 0);
        paintTray(painter, left, Column::Errors, ErrorsView::tr("%n error(s)", nullptr, m_tree.errors),
                  m_tree.errorsFate);
        paintTray(painter, middle, Column::Whole, m_tree.headline, {});
        paintTray(painter, right, Column::Cancellations,
                  ErrorsView::tr("%n cancellation(s)", nullptr, m_tree.cancellations), m_tree.cancellationsFate);
        double y = rowsTop() + rowHeight() / 2;
        for (const ErrorRow &row : m_tree.rows) {
            if (row.kind == ErrorRow::Kind::Error)
                arrow(painter, middle.left() - 2, left.right() + 3, y, theme.failed);
            else if (row.kind == ErrorRow::Kind::Cancellation)
                arrow(painter, middle.right() + 2, right.left() - 3, y, theme.cancelled);
            y += rowHeight();
        }
    }

    static void arrow(QPainter &painter, double from, double to, double y, const QColor &colour)
    {
        painter.setPen(QPen(colour, 1.8));
        painter.drawLine(QPointF(from, y), QPointF(to, y));
        const double back = to > from ? -6 : 6;
        painter.setBrush(colour);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(QPolygonF(QList<QPointF>{{to, y}, {to + back, y - 4}, {to + back, y + 4}}));
    }

    void paintNarrow(QPainter &painter) const
    {
        const Theme &theme = Theme::current();
        text(painter, {12, 6, width() - 24.0, rowHeight()}, textFont(12), theme.text2, m_tree.headline);
        paintRows(painter, QRectF(0, 0, width(), height()), Column::Whole);
        const double y = rowsTop() + static_cast<double>(m_tree.rows.size()) * rowHeight() + 6;
        const double half = (width() - 32) / 2.0;
        chip(painter, {12, y, half, rowHeight() + 4}, true, ErrorsView::tr("%n error(s)", nullptr, m_tree.errors));
        chip(painter, {20 + half, y, half, rowHeight() + 4}, false,
             ErrorsView::tr("%n cancellation(s)", nullptr, m_tree.cancellations));
    }

    void chip(QPainter &painter, const QRectF &rect, bool isErrors, const QString &words) const
    {
        const Theme &theme = Theme::current();
        painter.setPen(QPen(isErrors ? theme.failed : theme.cancelled, 1.2));
        painter.setBrush(isErrors ? theme.tintFailed : theme.tintCancelled);
        painter.drawRoundedRect(rect, 4, 4);
        drawGlyph(painter, {rect.left() + 8, rect.center().y() - 7, 14, 14},
                  isErrors ? Glyph::Failed : Glyph::Cancelled);
        text(painter, rect.adjusted(28, 0, -6, 0), textFont(12.5, QFont::Medium), theme.text, words);
    }

    Playback &m_playback;
    ErrorTree m_tree;
};

ErrorsView::ErrorsView(Playback &playback, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_playback(playback)
    , m_tree(new TreePainter(playback, this))
    , m_area(new QScrollArea(this))
    , m_table(new QTableView(this))
{
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setWidget(m_tree);
    m_table->setModel(&m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setAccessibleName(tr("What became of each exception"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(24);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(FatesModel::FateColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(FatesModel::ErrorColumn, 130);
    m_table->horizontalHeader()->resizeSection(FatesModel::TaskColumn, 70);
    m_table->horizontalHeader()->resizeSection(FatesModel::RaisedColumn, 64);
    m_table->horizontalHeader()->resizeSection(FatesModel::EndedColumn, 64);
    addWidget(m_area);
    addWidget(m_table);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    setChildrenCollapsible(false);
    setSizes({230, 170});
    connect(&playback, &Playback::moved, this, &ErrorsView::refresh);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        m_playback.select({Selection::Kind::Error, m_model.idOf(index.row())});
    });
    refresh();
}

void ErrorsView::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    // In a narrow dock the fate matters more than its times.
    const bool isNarrow = width() < 520;
    for (const int column : {FatesModel::RaisedColumn, FatesModel::EndedColumn})
        m_table->setColumnHidden(column, isNarrow);
}

void ErrorsView::refresh()
{
    m_model.show(m_playback);
    m_tree->show(errorTree(m_playback));
}

} // namespace ScopeLab
