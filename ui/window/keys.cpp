#include "ui/window/keys.h"

#include <QSettings>

#include <algorithm>

namespace ScopeLab {

namespace {

QString settingOf(const QString &name)
{
    return QStringLiteral("keys/") + name;
}

} // namespace

void Keys::add(const QString &name, QAction *action)
{
    m_entries.push_back({name, action, action->shortcut()});
    const QSettings settings;
    if (const QString key = settingOf(name); settings.contains(key))
        action->setShortcut(QKeySequence(settings.value(key).toString(), QKeySequence::PortableText));
}

const Keys::Entry *Keys::holderOf(const QKeySequence &key, const Entry &except) const
{
    const auto holder = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.action && entry.name != except.name && entry.action->shortcut() == key;
    });
    return key.isEmpty() || holder == m_entries.end() ? nullptr : &*holder;
}

void Keys::choose(const Entry &entry, const QKeySequence &key)
{
    if (entry.action)
        entry.action->setShortcut(key);
    if (key == entry.byDefault)
        QSettings().remove(settingOf(entry.name));
    else
        QSettings().setValue(settingOf(entry.name), key.toString(QKeySequence::PortableText));
}

void Keys::restoreDefaults()
{
    for (const Entry &entry : m_entries)
        choose(entry, entry.byDefault);
}

} // namespace ScopeLab
