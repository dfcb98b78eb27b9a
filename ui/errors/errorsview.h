#pragma once

#include "ui/models/fatesmodel.h"

#include <QSplitter>

class QLabel;
class QLineEdit;
class QTableView;

namespace ScopeLab {

class ErrorDetails;
class SplitTreeView;

/// A group of errors and its two halves, and below it what became of every exception. Given enough room, also
/// everything about the selected one, and a field to ask what an except* would take.
class ErrorsView final : public QSplitter
{
    Q_OBJECT

public:
    explicit ErrorsView(Playback &playback, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {336, 330}; }

Q_SIGNALS:
    /// Somebody wants to see a line of the scenario (from 1).
    void placeRequested(const Place &place);

    void contextMenuRequested(const QPoint &globalPosition);

    /// Somebody wants to see it with more room.
    void enlargeRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *createTree();
    QTableView *createTable();
    void refresh();
    void showSelection();

    Playback &m_playback;
    FatesModel m_model;
    QWidget *m_asking; // the field, and what was found
    QLineEdit *m_exceptStar;
    QLabel *m_taken;
    SplitTreeView *m_tree;
    QTableView *m_table;
    ErrorDetails *m_details;
};

} // namespace ScopeLab
