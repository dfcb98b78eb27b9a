#include "core/session/textfile.h"
#include "tests/ui/uitest.h"
#include "ui/code/codepanel.h"
#include "ui/window/mainwindow.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <sys/stat.h>

using namespace ScopeLab;

namespace {

const QByteArray Good = "scopelab: 1\ntitle: Mine\nsummary: s\nmain:\n  - log: done\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Types at the end of the text.
void type(const MainWindow &window, const QString &text)
{
    ScenarioEditor *editor = window.findChild<CodePanel *>()->editor();
    editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor, text);
}

bool says(const MainWindow &window, const QString &text)
{
    const QList<QLabel *> labels = window.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

/// Presses a button of the question that comes up next. @returns whether one came.
std::shared_ptr<bool> answer(const QString &name)
{
    auto asked = std::make_shared<bool>(false);
    QTimer::singleShot(0, qApp, [name, asked] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!box)
            return;
        for (QAbstractButton *button : box->buttons()) {
            if (QString(button->text()).remove(u'&') == name) {
                *asked = true;
                button->click();
                return;
            }
        }
        box->reject();
    });
    return asked;
}

} // namespace

/// A file that was opened and saved is the same but for what was typed.
class tst_Saving : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void lineEndsStay_data();
    void lineEndsStay();
    void whatIsNoTextIsNotOpened_data();
    void whatIsNoTextIsNotOpened();
    void everyCharacterIsFoundGoodOrBad();
    void aChangedFileIsAskedAbout_data();
    void aChangedFileIsAskedAbout();
    void anUnchangedFileIsNotAskedAbout();
    void aLinkStaysALink();
    void whatIsNoFileIsNeverWrittenInto();
};

void tst_Saving::lineEndsStay_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("typed");
    QTest::newRow("LF") << Good << QByteArray("# x");
    QTest::newRow("CRLF") << QByteArray(Good).replace("\n", "\r\n") << QByteArray("# x");
    QTest::newRow("CR") << QByteArray(Good).replace("\n", "\r") << QByteArray("# x");
    QTest::newRow("a byte order mark") << "\xEF\xBB\xBF" + Good << QByteArray("# x");
    QTest::newRow("other spaces and line ends")
        << QByteArray(Good).replace("done", "'a\u00A0b\u2028c\u202Fd'") << QByteArray("# x");
    QTest::newRow("no line end at the end") << Good + "# a remark" << QByteArray(" x");
}

void tst_Saving::lineEndsStay()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, typed);
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), text);
    MainWindow window;
    showActive(window);
    window.open(path);
    QVERIFY(!window.document().isModified());
    type(window, QString::fromUtf8(typed));
    QVERIFY(window.document().isModified());
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(contentOf(path), text + typed);
    QVERIFY(!window.document().isModified());
}

void tst_Saving::whatIsNoTextIsNotOpened_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place");
    const QString place = QStringLiteral("line %1, column %2 has the byte 0x%3");
    QTest::newRow("Latin-1") << QByteArray(Good).replace("done", "gr\xFC\xDF dich")
                             << place.arg(5).arg(12).arg(QStringLiteral("fc"));
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFEs\0c\0", 6) << place.arg(1).arg(1).arg(QStringLiteral("ff"));
    QTest::newRow("NUL") << QByteArray(Good).append('\0') << place.arg(6).arg(1).arg(QStringLiteral("00"));
    QTest::newRow("too long") << Good + QByteArray(1 << 20, '#') << QStringLiteral("larger than 1 MiB");
}

void tst_Saving::whatIsNoTextIsNotOpened()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, place);
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), bytes);
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    window.open(path);
    QVERIFY(says(window, place));
    QVERIFY(window.document().path() != path); // what was open stays
    QVERIFY(window.playback().hasRun());
    QCOMPARE(contentOf(path), bytes);
}

void tst_Saving::everyCharacterIsFoundGoodOrBad()
{
    for (char32_t character = 1; character <= 0x10FFFF; character += character < 0x1000 ? 1 : 0x3F) {
        if (character >= 0xD800 && character <= 0xDFFF)
            continue;
        const QByteArray bytes = QString::fromUcs4(&character, 1).toUtf8();
        QVERIFY2(!firstBadByte(bytes), qPrintable(QString::number(character, 16)));
        if (bytes.size() == 1)
            continue;
        QVERIFY(firstBadByte(bytes.chopped(1)));
        QVERIFY(firstBadByte(bytes.sliced(1)));
    }
    for (const char *bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFE", "\x80"})
        QVERIFY2(firstBadByte(QByteArray(bad)), QByteArray(bad).toHex());
    const std::optional<BadByte> second = firstBadByte(QByteArray("a\nb\xE4"));
    QVERIFY(second);
    QVERIFY(second->line == 2);
    QVERIFY(second->column == 2);
    QVERIFY(second->byte == 0xE4);
}

void tst_Saving::aChangedFileIsAskedAbout_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QByteArray>("onDisk");
    QTest::addColumn<bool>("isModified");
    const QByteArray theirs = QByteArray(Good).replace("Mine", "Theirs");
    QTest::newRow("overwrite") << QStringLiteral("Overwrite") << Good + "# x" << false;
    QTest::newRow("reload") << QStringLiteral("Reload") << theirs << false;
    QTest::newRow("cancel") << QStringLiteral("Cancel") << theirs << true;
}

void tst_Saving::aChangedFileIsAskedAbout()
{
    QFETCH(const QString, button);
    QFETCH(const QByteArray, onDisk);
    QFETCH(const bool, isModified);
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    MainWindow window;
    showActive(window);
    window.open(path);
    type(window, QStringLiteral("# x"));
    writeFile(folder, QStringLiteral("mine.yaml"), QByteArray(Good).replace("Mine", "Theirs"));
    const auto asked = answer(button);
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(*asked);
    QCOMPARE(contentOf(path), onDisk);
    QCOMPARE(window.document().isModified(), isModified);
    QCOMPARE(window.document().text().contains(QStringLiteral("Theirs")), button == QStringLiteral("Reload"));
    window.document().discard();
}

void tst_Saving::anUnchangedFileIsNotAskedAbout()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    MainWindow window;
    showActive(window);
    window.open(path);
    for (int i = 0; i < 2; ++i) { // what we wrote ourselves is no change
        type(window, QStringLiteral("#"));
        const auto asked = answer(QStringLiteral("Cancel"));
        QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
        QCoreApplication::processEvents();
        QVERIFY(!*asked);
    }
    QCOMPARE(contentOf(path), Good + "##");
    writeFile(folder, QStringLiteral("mine.yaml"), Good + "###"); // the same that is to be saved
    type(window, QStringLiteral("#"));
    const auto asked = answer(QStringLiteral("Cancel"));
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    QCoreApplication::processEvents();
    QVERIFY(!*asked);
}

void tst_Saving::aLinkStaysALink()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.yaml"), Good);
    const QString link = folder.filePath(QStringLiteral("link.yaml"));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(QFile::link(path, link));
    MainWindow window;
    showActive(window);
    window.open(link);
    type(window, QStringLiteral("# x"));
    QTest::keyClick(&window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(contentOf(path), Good + "# x");
    struct stat file = {};
    QCOMPARE(::stat(QFile::encodeName(path).constData(), &file), 0);
    QCOMPARE(file.st_mode & 0777, 0600U);
}

void tst_Saving::whatIsNoFileIsNeverWrittenInto()
{
    const QTemporaryDir folder;
    const QString fifo = folder.filePath(QStringLiteral("fifo"));
    QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    MainWindow window;
    showActive(window);
    window.open(QString::fromLatin1(Payment));
    finish(window.playback());
    QVERIFY(!window.exports().write(ExportKind::StageSvg, fifo)); // and does not wait for a reader
    QVERIFY(says(window, QStringLiteral("it is a device, a FIFO or a socket")));
    QVERIFY(!window.document().save(fifo).isEmpty());
}

QTEST_MAIN(tst_Saving)

#include "tst_saving.moc"
