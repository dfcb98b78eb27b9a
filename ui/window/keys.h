#pragma once

#include <QAction>
#include <QPointer>

#include <vector>

namespace ScopeLab {

/// The keys of a window's actions: what each has by default, and what the user chose in its place.
class Keys
{
public:
    struct Entry
    {
        QString name; ///< In no language: under it the choice is kept.
        QPointer<QAction> action;
        QKeySequence byDefault;
    };

    /// The key that @p action has now becomes its default; a key that the user chose replaces it.
    void add(const QString &name, QAction *action);

    const std::vector<Entry> &entries() const { return m_entries; }

    /// The action other than @p except that has @p key; null if the key is free.
    const Entry *holderOf(const QKeySequence &key, const Entry &except) const;

    /// Takes effect at once, and is remembered.
    void choose(const Entry &entry, const QKeySequence &key);
    void restoreDefaults();

private:
    std::vector<Entry> m_entries;
};

} // namespace ScopeLab
