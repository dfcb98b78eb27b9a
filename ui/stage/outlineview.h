#pragma once

#include "ui/models/outlinemodel.h"

#include <QTreeView>

namespace ScopeLab {

/// The tree of scopes and tasks. What lives is unfolded, what has ended is folded until the run is over,
/// unless somebody folds or unfolds it by hand; a large family stays folded.
class OutlineView final : public QTreeView
{
    Q_OBJECT

public:
    explicit OutlineView(Playback &playback, QWidget *parent = nullptr);

    void foldOthers();
    void unfoldAll();

Q_SIGNALS:
    void contextMenuRequested(const QPoint &globalPosition);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void forget();
    void refresh();
    void foldAndUnfold(const QModelIndex &parent);
    void foldOrUnfold(const QModelIndex &index);
    void showSelection();

    Playback &m_playback;
    OutlineModel m_model;
    QSet<std::pair<int, quint32>> m_folded;   ///< By somebody, while they lived.
    QSet<std::pair<int, quint32>> m_unfolded; ///< By this view.
    bool m_isRefreshing = false;
    bool m_wasOver = false;
};

} // namespace ScopeLab
