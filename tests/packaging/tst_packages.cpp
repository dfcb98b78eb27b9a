#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeDatabase>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

/// The Debian packages and what is in them, by the tools that are made to judge it.
class tst_Packages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lintianFindsNoErrors();
    void theInstalledProgramRuns();
    void theProgramIsHardened_data();
    void theProgramIsHardened();
    void copiesOfAKnownSizeAreChecked();
    void theLibraryIsInItsOwnPackage();
    void theDesktopEntryIsSound();
    void theMetadataIsSound();
    void filesAreKnownByTheirContent_data();
    void filesAreKnownByTheirContent();
    void theManualIsSound();
    void theManualAndTheCompletionsKnowEveryOption();
    void bashCompletes_data();
    void bashCompletes();
    void zshReadsItsCompletion();

private:
    struct Result
    {
        int code;
        QString output;
    };
    static Result run(const QString &program, const QStringList &arguments);
    static QString textOf(const QString &path);
    static QString source(const QString &name) { return QStringLiteral(SCOPELAB_ROOT "/resources/desktop/") + name; }
    QStringList packages() const { return QDir(m_folder.path()).entryList({QStringLiteral("*.deb")}); }
    QString installed(const QString &path) const { return m_folder.filePath(QStringLiteral("root/usr/") + path); }

    QTemporaryDir m_folder;
};

tst_Packages::Result tst_Packages::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(-1);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAll())};
}

QString tst_Packages::textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void tst_Packages::initTestCase()
{
    const Result made = run(QStringLiteral(SCOPELAB_CPACK),
                            {QStringLiteral("--config"), QStringLiteral(SCOPELAB_BUILD "/CPackConfig.cmake"),
                             QStringLiteral("-B"), m_folder.path()});
    QVERIFY2(made.code == 0, qPrintable(made.output));
    QCOMPARE(packages().size(), 2);
    for (const QString &package : packages()) {
        const Result unpacked = run(QStringLiteral("dpkg-deb"), {QStringLiteral("-x"), m_folder.filePath(package),
                                                                 m_folder.filePath(QStringLiteral("root"))});
        QVERIFY2(unpacked.code == 0, qPrintable(unpacked.output));
    }
}

void tst_Packages::lintianFindsNoErrors()
{
    QStringList arguments{QStringLiteral("--allow-root"), QStringLiteral("--fail-on"), QStringLiteral("error")};
    for (const QString &package : packages())
        arguments.append(m_folder.filePath(package));
    const Result judged = run(QStringLiteral("lintian"), arguments);
    QVERIFY2(judged.code == 0, qPrintable(judged.output));
}

void tst_Packages::theInstalledProgramRuns()
{
    const Result version = run(installed(QStringLiteral("bin/scopelab")), {QStringLiteral("--version")});
    QVERIFY2(version.code == 0, qPrintable(version.output));
    QVERIFY2(version.output.contains(QStringLiteral(SCOPELAB_VERSION)), qPrintable(version.output));
    const Result test = run(installed(QStringLiteral("bin/scopelab")),
                            {QStringLiteral("test"), QStringLiteral("shield-a-critical-commit")});
    QVERIFY2(test.code == 0, qPrintable(test.output));
}

void tst_Packages::theProgramIsHardened_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("expected");
    QTest::newRow("it can be loaded anywhere") << "--file-header" << "DYN \\(Position-Independent Executable";
    QTest::newRow("relocations are read-only") << "--program-headers" << "GNU_RELRO";
    QTest::newRow("all functions are bound at its start") << "--dynamic" << "BIND_NOW|Flags: NOW";
    QTest::newRow("its stack is not executable") << "--program-headers" << "GNU_STACK +(0x0+ +)+RW +0x";
    QTest::newRow("its stack is guarded") << "--dyn-syms" << "__stack_chk_fail";
}

void tst_Packages::theProgramIsHardened()
{
    QFETCH(QString, option);
    QFETCH(QString, expected);
    const Result told
        = run(QStringLiteral("readelf"), {QStringLiteral("--wide"), option, installed(QStringLiteral("bin/scopelab"))});
    QVERIFY2(told.code == 0, qPrintable(told.output));
    if (!QRegularExpression(expected).match(told.output).hasMatch())
        QFAIL(qPrintable(told.output));
}

/// The program shows it only where there is such a copy, so its build is asked.
void tst_Packages::copiesOfAKnownSizeAreChecked()
{
#ifndef __OPTIMIZE__
    QSKIP("only an optimised build knows sizes");
#endif
    QFile file(QStringLiteral(SCOPELAB_BUILD "/compile_commands.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int compiled = 0;
    const QJsonArray commands = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &entry : commands) {
        const QString source = entry[u"file"].toString();
        if (source.contains(QStringLiteral("/tests/")))
            continue;
        ++compiled;
        QVERIFY2(entry[u"command"].toString().contains(QStringLiteral(" -D_FORTIFY_SOURCE=2 ")), qPrintable(source));
    }
    QVERIFY(compiled > 20);
}

void tst_Packages::theLibraryIsInItsOwnPackage()
{
    for (const QString &package : packages()) {
        const QString content
            = run(QStringLiteral("dpkg-deb"), {QStringLiteral("-c"), m_folder.filePath(package)}).output;
        const bool isLibrary = package.startsWith(QStringLiteral("libscopelab-dev_"));
        QCOMPARE(content.contains(QStringLiteral("taskgroup.h")), isLibrary);
        QCOMPARE(content.contains(QStringLiteral("ScopeLabConfig.cmake")), isLibrary);
        QCOMPARE(content.contains(QStringLiteral("/usr/bin/scopelab")), !isLibrary);
    }
}

void tst_Packages::theDesktopEntryIsSound()
{
    const QString entry = installed(QStringLiteral("share/applications/org.scopelab.ScopeLab.desktop"));
    const Result judged = run(QStringLiteral("desktop-file-validate"), {entry});
    QVERIFY2(judged.code == 0, qPrintable(judged.output));
    QVERIFY2(judged.output.isEmpty(), qPrintable(judged.output));
    QVERIFY(QFile::exists(installed(QStringLiteral("share/icons/hicolor/scalable/apps/org.scopelab.ScopeLab.svg"))));
}

void tst_Packages::theMetadataIsSound()
{
    const Result judged = run(QStringLiteral("appstreamcli"),
                              {QStringLiteral("validate"), QStringLiteral("--no-net"),
                               installed(QStringLiteral("share/metainfo/org.scopelab.ScopeLab.metainfo.xml"))});
    QVERIFY2(judged.code == 0, qPrintable(judged.output));
    QVERIFY(textOf(source(QStringLiteral("org.scopelab.ScopeLab.metainfo.xml")))
                .contains(QStringLiteral("<release version=\"" SCOPELAB_VERSION "\"")));
}

void tst_Packages::filesAreKnownByTheirContent_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("type");
    QTest::newRow("a recording") << "run.trace" << QByteArray("{\"backend\":\"trio\",\"scopelab_trace\":1}\n")
                                 << "application/x-scopelab-trace";
    QTest::newRow("a recording of any name")
        << "run" << QByteArray("{\"backend\":\"trio\",\"scopelab_trace\":1}\n") << "application/x-scopelab-trace";
    QTest::newRow("a scenario") << "a.scopelab.yaml" << QByteArray("scopelab: 1\n") << "text/x-scopelab-scenario";
}

void tst_Packages::filesAreKnownByTheirContent()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    const Result made = run(QStringLiteral("update-mime-database"), {installed(QStringLiteral("share/mime"))});
    QVERIFY2(made.code == 0, qPrintable(made.output));
    qputenv("XDG_DATA_HOME", installed(QStringLiteral("share")).toUtf8());
    QTEST(QMimeDatabase().mimeTypeForFileNameAndData(name, content).name(), "type");
}

void tst_Packages::theManualIsSound()
{
    const Result judged
        = run(QStringLiteral("man"), {QStringLiteral("--warnings"), QStringLiteral("-E"), QStringLiteral("UTF-8"),
                                      QStringLiteral("-l"), source(QStringLiteral("scopelab.1"))});
    QVERIFY2(judged.code == 0, qPrintable(judged.output));
    QVERIFY2(!judged.output.contains(QStringLiteral("warning")), qPrintable(judged.output));
    QVERIFY(judged.output.contains(QStringLiteral("EXIT STATUS")));
}

void tst_Packages::theManualAndTheCompletionsKnowEveryOption()
{
    const QString help = run(installed(QStringLiteral("bin/scopelab")), {QStringLiteral("--help")}).output;
    const QRegularExpression option(QStringLiteral("--[a-z]+"));
    QStringList options;
    for (auto match = option.globalMatch(help); match.hasNext();)
        options.append(match.next().captured());
    options.removeDuplicates();
    QVERIFY(options.size() > 6);
    const QString manual = textOf(source(QStringLiteral("scopelab.1"))).remove(u'\\');
    const QString bash = textOf(source(QStringLiteral("scopelab.bash")));
    const QString zsh = textOf(source(QStringLiteral("_scopelab")));
    for (const QString &name : options) {
        const bool isOfAll = name == QStringLiteral("--help") || name == QStringLiteral("--version");
        QVERIFY2(manual.contains(name), qPrintable(name));
        QVERIFY2(bash.contains(name), qPrintable(name));
        QVERIFY2(isOfAll || zsh.contains(name), qPrintable(name));
    }
}

void tst_Packages::bashCompletes_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("offered");
    QTest::newRow("commands") << "'expo'" << "export";
    QTest::newRow("a scenario") << "run 'shield-a-crit'" << "shield-a-critical-commit";
    QTest::newRow("options of run") << "run x '--ex'" << "--executor";
    QTest::newRow("no options of others") << "check '--ex'" << "";
    QTest::newRow("executors") << "run x --executor 'v'" << "virtual";
    QTest::newRow("languages") << "export x --to 'ru'" << "rust";
    QTest::newRow("formats") << "export x --to 'pe'" << "perfetto";
}

void tst_Packages::bashCompletes()
{
    QFETCH(const QString, words);
    const QString script
        = QStringLiteral("cd /; . '%1'; COMP_WORDS=('%2' %3); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _scopelab; "
                         "printf '%s' \"${COMPREPLY[*]}\"")
              .arg(installed(QStringLiteral("share/bash-completion/completions/scopelab")),
                   installed(QStringLiteral("bin/scopelab")), words);
    const Result completed = run(QStringLiteral("bash"), {QStringLiteral("-c"), script});
    QVERIFY2(completed.code == 0, qPrintable(completed.output));
    QTEST(completed.output, "offered");
}

void tst_Packages::zshReadsItsCompletion()
{
    const Result read = run(QStringLiteral("zsh"), {QStringLiteral("-n"), source(QStringLiteral("_scopelab"))});
    QVERIFY2(read.code == 0, qPrintable(read.output));
}

QTEST_GUILESS_MAIN(tst_Packages)

#include "tst_packages.moc"
