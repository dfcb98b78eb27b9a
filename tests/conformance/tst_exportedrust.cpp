// The built-in scenarios, exported to Rust, compile against Tokio and tokio-util as Debian ships them.

#include "core/export/exportedcode.h"
#include "core/session/library.h"
#include "tests/conformance/everywhere.h"

#include <QDir>
#include <QProcess>
#include <QTest>

using namespace ScopeLab;

class tst_ExportedRust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyProgramCompiles();
    void whatRustCannotSayIsAComment();
    void aDeadlineCountsFromTheStartOfTheRun();
};

namespace {

void write(const QDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

QString rustOf(const QString &name)
{
    return QString::fromStdString(exportToRust(*readScenario(name).loaded.scenario).text());
}

} // namespace

void tst_ExportedRust::everyProgramCompiles()
{
    // Stays in the build folder, so that Tokio itself is compiled once.
    const QDir folder(QStringLiteral(SCOPELAB_BUILD "/exported-rust"));
    QDir(folder.filePath(QStringLiteral("src"))).removeRecursively();
    QVERIFY(folder.mkpath(QStringLiteral("src/bin")));
    QVERIFY(folder.mkpath(QStringLiteral(".cargo")));
    write(folder, QStringLiteral("Cargo.toml"),
          "[package]\nname = \"exported\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n"
          "tokio = { version = \"1\", features = [\"full\"] }\ntokio-util = \"0.7\"\n");
    write(
        folder, QStringLiteral(".cargo/config.toml"),
        "[source.crates-io]\nreplace-with = \"debian\"\n[source.debian]\ndirectory = \"/usr/share/cargo/registry\"\n");
    for (const QString &name : builtInNames())
        write(folder, QStringLiteral("src/bin/%1.rs").arg(name), rustOf(name).toUtf8());
    // One name for everything, and it is reserved; that nothing is asked for what it holds is no news.
    write(folder, QStringLiteral("src/bin/everywhere.rs"),
          "#![allow(unused)]\n" + QByteArray::fromStdString(exportToRust(everywhere("self", "*/ \"")).text()));
    QProcess cargo;
    cargo.setWorkingDirectory(folder.path());
    cargo.setProcessChannelMode(QProcess::MergedChannels);
    cargo.start(QStringLiteral("cargo"),
                {QStringLiteral("check"), QStringLiteral("--offline"), QStringLiteral("--bins"),
                 QStringLiteral("--message-format"), QStringLiteral("short")});
    QVERIFY2(cargo.waitForFinished(230'000), "cargo is missing, or does not end");
    const QString output = QString::fromUtf8(cargo.readAll());
    QVERIFY2(cargo.exitCode() == 0, qPrintable(output));
    // A program that names an error which nothing raises is told so, and rightly.
    const qsizetype warnings = output.count(QStringLiteral(": warning:"))
                               - output.count(QStringLiteral("is never constructed"))
                               - output.count(QStringLiteral("unreachable pattern"));
    QVERIFY2(warnings == 0, qPrintable(output));
}

void tst_ExportedRust::whatRustCannotSayIsAComment()
{
    QVERIFY(
        rustOf(QStringLiteral("shield-a-critical-commit")).contains(QStringLiteral("// A shield: a task of its own")));
    QVERIFY(rustOf(QStringLiteral("swallowed-cancellation"))
                .contains(QStringLiteral("// A cancellation never comes here")));
    QVERIFY(rustOf(QStringLiteral("deadline-moved-in-time")).contains(QStringLiteral("timeout() cannot be moved")));
}

// Not from where its scope is entered: a timeout does that.
void tst_ExportedRust::aDeadlineCountsFromTheStartOfTheRun()
{
    const QString text = rustOf(QStringLiteral("deadline-over-several-operations"));
    QVERIFY(text.contains(QStringLiteral("let start = Instant::now();")));
    QVERIFY(text.contains(QStringLiteral("(start + Duration::from_millis(600))")));
    QVERIFY(!rustOf(QStringLiteral("simple-timeout")).contains(QStringLiteral("let start")));
}

QTEST_GUILESS_MAIN(tst_ExportedRust)
#include "tst_exportedrust.moc"
