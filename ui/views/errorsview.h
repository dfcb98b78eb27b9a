#pragma once

#include "ui/models/fatesmodel.h"

#include <QSplitter>

class QTableView;
class QScrollArea;

namespace ScopeLab {

/// One row of a group of errors, laid out as a tree.
struct ErrorRow
{
    enum class Kind { Group, Error, Cancellation, ToCome };
    Kind kind = Kind::Group;
    int depth = 0;
    QString text;
    QString detail;
    TaskId task = 0;
    bool hasErrors = false;        ///< Of a group: shown in the tray of errors.
    bool hasCancellations = false; ///< Of a group: shown in the tray of cancellations.
};

/// The group that was formed or split last up to the cursor, or the one that is forming.
struct ErrorTree
{
    QString headline;
    QString errorsFate; ///< What became of the errors, for the foot of their tray.
    QString cancellationsFate;
    std::vector<ErrorRow> rows;
    int errors = 0;
    int cancellations = 0;
};

/// Reads it from a run at the playback's cursor. A value: test it without a window.
ErrorTree errorTree(const Playback &playback);

/// A group of errors and its two halves, and below it what became of every exception.
class ErrorsView final : public QSplitter
{
    Q_OBJECT

public:
    explicit ErrorsView(Playback &playback, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {336, 330}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class TreePainter;

    void refresh();

    Playback &m_playback;
    FatesModel m_model;
    TreePainter *m_tree;
    QScrollArea *m_area;
    QTableView *m_table;
};

} // namespace ScopeLab
