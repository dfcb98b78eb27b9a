#include "ui/playback/scenariotexts.h"

#include <QCoreApplication>

namespace ScopeLab {

QString inReadersLanguage(const QString &shown)
{
    return QCoreApplication::translate("ScopeLab::Scenario", shown.toUtf8().constData());
}

} // namespace ScopeLab
