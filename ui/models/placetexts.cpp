#include "ui/models/placetexts.h"

#include "core/text/oneline.h"

#include <QCoreApplication>
#include <QUrl>

namespace ScopeLab {

namespace {

struct PlaceTexts
{
    Q_DECLARE_TR_FUNCTIONS(ScopeLab::PlaceTexts)
};

const QString Scheme = QStringLiteral("place");

} // namespace

QString placeText(const Place &place)
{
    if (place.file.empty())
        return PlaceTexts::tr("line %1").arg(place.line);
    const QString path = oneLine(place.file);
    return QStringLiteral("%1:%2").arg(path.mid(path.lastIndexOf(u'/') + 1)).arg(place.line);
}

QString placeLink(const Place &place)
{
    const QByteArray file = QByteArray::fromStdString(place.file).toPercentEncoding();
    return QStringLiteral("<a href='%1:%2#%3'>%4</a>")
        .arg(Scheme)
        .arg(place.line)
        .arg(QLatin1String(file), placeText(place).toHtmlEscaped());
}

Place placeOf(const QUrl &link)
{
    if (link.scheme() != Scheme)
        return {};
    return {
        QUrl::fromPercentEncoding(link.fragment(QUrl::FullyEncoded).toUtf8()).toStdString(), link.path().toInt(), {}};
}

} // namespace ScopeLab
