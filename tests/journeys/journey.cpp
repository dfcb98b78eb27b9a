#include "tests/journeys/journey.h"

#include <QApplication>
#include <QProgressDialog>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

namespace ScopeLab::Journeys {

namespace {

void fail(const QString &why)
{
    std::fprintf(stderr, "FAULT: %s\n", qPrintable(why));
    std::fflush(stderr);
    std::abort();
}

bool isPrinting()
{
    const QWidget *dialog = QApplication::activeModalWidget();
    return dialog != nullptr
           && (dialog->inherits("QPrintDialog") || dialog->inherits("QPrintPropertiesDialog")
               || dialog->inherits("QPageSetupDialog"));
}

void takeMessage(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtDebugMsg || type == QtInfoMsg)
        return;
    static const QStringList harmless{
        QStringLiteral("This plugin does not support"), // of the platform without a display
        QStringLiteral("XDG_RUNTIME_DIR"),
        QStringLiteral("is not valid (expected valid)"), // Ctrl+C in a list where nothing is current: Qt asks for it
        QStringLiteral("QPageSetupDialog: Cannot be"),   // of Qt's preview, where there is no printer
        QStringLiteral("OpenType support missing"),      // of the font, for letters in a file that is none
    };
    for (const QString &start : harmless) {
        if (text.contains(start))
            return;
    }
    if (text.startsWith(QStringLiteral("QFont::setPointSizeF")) && isPrinting())
        return; // Qt's own preview of a page so small that its text has no size
    fail(QStringLiteral("Qt says: ") + text);
}

} // namespace

void makeWarningsFatal()
{
    qInstallMessageHandler(takeMessage);
}

Journey::Journey(Workplace &workplace, Windows &windows, std::function<QString()> next)
    : m_windows(windows)
    , m_player(workplace, windows)
    , m_next(std::move(next))
{
}

void Journey::writeTo(const QString &path)
{
    m_log.setFileName(path);
    if (!m_log.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        qFatal("cannot write %s", qPrintable(path));
}

int Journey::run()
{
    wait(0);
    QApplication::exec();
    return m_played;
}

void Journey::wait(int milliseconds)
{
    QTimer::singleShot(milliseconds, this, &Journey::turn);
}

/// While a line is played it takes the next turn only in a loop that waits for a user. Others only let events pass.
bool Journey::isMyTurn() const
{
    return m_level == 0 || QThread::currentThread()->loopLevel() > m_level
           || qobject_cast<QProgressDialog *>(QApplication::activeModalWidget());
}

void Journey::turn()
{
    if (!isMyTurn()) {
        wait(1);
        return;
    }
    if (m_isLeaving) {
        const int outer = std::exchange(m_level, QThread::currentThread()->loopLevel());
        wait(0);
        if (!m_player.leave() && outer == 0)
            QApplication::exit();
        m_level = outer;
        return;
    }
    playNext();
}

void Journey::playNext()
{
    const QString text = m_next();
    const int outer = std::exchange(m_level, QThread::currentThread()->loopLevel());
    const Line line = Line::read(text);
    if (text.isEmpty())
        m_isLeaving = true;
    if (m_log.isOpen())
        m_log.write((text.isEmpty() ? QStringLiteral("# the end") : text).toUtf8() + '\n');
    wait(line.verb == QStringLiteral("wait") ? line.number(0) : 0);
    if (!text.isEmpty() && m_player.play(line))
        ++m_played;
    if (!m_planted.isEmpty() && text == m_planted && ++m_plantedSeen == 2)
        fail(QStringLiteral("the planted one"));
    m_level = outer;
}

} // namespace ScopeLab::Journeys
