#pragma once

#include "core/session/library.h"

#include <QLockFile>
#include <QObject>
#include <QTimer>

#include <memory>

namespace ScopeLab {

/// The text that is open for editing: where it comes from, whether it is saved, and what the parser says
/// of it. What is not saved is kept for the next start in case this one ends badly.
class ScenarioDocument final : public QObject
{
    Q_OBJECT

public:
    explicit ScenarioDocument(QObject *parent = nullptr);
    ~ScenarioDocument() override;

    /// Begins with a file as it was read. A built-in scenario has no file of its own: it is saved as another.
    void open(const ScenarioFile &file);

    /// Begins with a text that has never been saved, as if it had just been typed.
    void begin(const QString &text, const QString &path = {});

    /// The user's file; empty if there is none yet.
    const QString &path() const { return m_path; }
    const QString &text() const { return m_text; }
    bool isModified() const { return m_text != m_saved; }
    const LoadedScenario &loaded() const { return m_loaded; }
    ScenarioFile file() const;

    /// Somebody typed. What the parser says follows a moment later.
    void setText(const QString &text);

    /// Asks the parser now.
    void check();

    /// Writes a whole file or leaves the old one. @returns what went wrong, or nothing.
    QString save(const QString &path);

    /// What is typed is not wanted any more.
    void discard();

    /// A text that was never saved because its program ended badly.
    struct Recovered
    {
        QString path; ///< Where it was to be saved; may be empty.
        QString text;
    };

    /// Takes over the newest of them; others wait for the next who asks. Nothing if there is none.
    static std::optional<Recovered> takeRecovered();

Q_SIGNALS:
    /// Another text was begun.
    void opened();
    /// The parser has read it.
    void checked();
    void modifiedChanged();

private:
    void keep();
    void forget();
    void setSaved(const QString &saved);

    QString m_path;
    QString m_text;
    QString m_saved;
    LoadedScenario m_loaded;
    QTimer m_timer;
    QString m_recovery; ///< Where the text is kept meanwhile; empty: nowhere yet.
    std::unique_ptr<QLockFile> m_lock;
    bool m_wasModified = false;
};

} // namespace ScopeLab
