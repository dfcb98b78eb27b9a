#pragma once

#include "core/session/library.h"
#include "ui/playback/background.h"
#include "ui/playback/recoveryfile.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace ScopeLab {

/// The text that is open for editing: where it comes from, whether it is saved, and what the parser says
/// of it, on a thread of its own. What is not saved is kept for the next start in case this one
/// ends badly.
class ScenarioDocument final : public QObject
{
    Q_OBJECT

public:
    explicit ScenarioDocument(QObject *parent = nullptr);
    ~ScenarioDocument() override { forget(); }

    /// Begins with a file as it was read, which must be text: see whyNotEditable(). A built-in scenario has no
    /// file of its own: it is saved as another.
    void open(const ScenarioFile &file);

    /// Begins with a text that has never been saved, as if it had just been typed.
    void begin(const QString &text);

    /// Begins with what an earlier program could not save. It is held back until release().
    void restore(const UnsavedText &unsaved);

    /// True if nobody has asked yet that this text be run: it may be what brought the program down.
    bool isHeldBack() const { return m_isHeldBack; }
    void release() { m_isHeldBack = false; }

    /// Why @p file must not be edited, since saving it would not give back what it was; empty if it may be.
    static QString whyNotEditable(const ScenarioFile &file);

    /// The user's file; empty if there is none yet.
    const QString &path() const { return m_unsaved.path; }
    const QString &text() const { return m_unsaved.text; }
    bool isModified() const { return text() != m_saved; }

    /// What the parser said last, and of which text.
    const LoadedScenario &loaded() const { return m_loaded; }
    ScenarioFile file() const;

    /// Somebody typed. The parser has its say a moment later.
    void setText(const QString &text);

    /// Asks the parser now. The answer may come later.
    void check();

    /// Leaves what is not saved to the next start: the program has to end, and there is nobody to ask.
    void leaveToNextStart();

    /// True if the file is neither what it was when it was read or saved last, nor what would be saved now.
    /// False if it cannot be read.
    bool isChangedOnDisk() const;

    /// Writes a whole file or leaves the old one. @returns what went wrong, or nothing.
    QString save(const QString &path);

    /// Drops what was typed.
    void discard();

Q_SIGNALS:
    /// Another text was begun.
    void opened();
    /// The parser has read it.
    void checked();
    void modifiedChanged();

private:
    struct Checked
    {
        QString text;
        LoadedScenario loaded;
    };

    void beginWith(UnsavedText unsaved);
    QByteArray bytes() const;
    void keep();
    void forget();
    void setSaved(const QString &saved);

    UnsavedText m_unsaved; ///< Saved or not.
    QString m_saved;
    QString m_checked;
    LoadedScenario m_loaded;
    Background<Checked> m_parser;
    QTimer m_timer;
    std::unique_ptr<RecoveryFile> m_recovery; ///< Null: nothing had to be kept yet.
    bool m_wasModified = false;
    bool m_isHeldBack = false;
};

} // namespace ScopeLab
