#pragma once

#include "ui/models/librarymodel.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace ScopeLab {

/// The library with search, and what to look at in the chosen scenario.
class LibraryView final : public QWidget
{
    Q_OBJECT

public:
    explicit LibraryView(QWidget *parent = nullptr);

    void focusSearch();

    /// Unfolds a section, folds the others, and goes there.
    void showSection(const QString &name);

    /// Marks a scenario without opening it.
    void setCurrent(const QString &file);

    /// Marks it as run to its end; remembered for the next time.
    void markRun(const QString &file);

    /// The user's own scenarios, from the files that were opened last.
    void setMine(const QStringList &paths) { m_model.setMine(paths); }

    const LibraryModel &model() const { return m_model; }

Q_SIGNALS:
    /// A scenario is to be shown; @p run: at once.
    void chosen(const QString &file, bool run);

    /// What @p rule says is to be shown: `LV-6`.
    void ruleAsked(const QString &rule);

private:
    void search(const QString &text);
    void describe(const QModelIndex &index);
    QString fileAt(const QModelIndex &index) const;

    LibraryModel m_model;
    QSortFilterProxyModel *m_proxy;
    QLineEdit *m_search;
    QTreeView *m_tree;
    QLabel *m_details;
};

} // namespace ScopeLab
