#pragma once

#include "ui/playback/recoveryfile.h"

#include <QFrame>

class QLabel;

namespace ScopeLab {

/// Offers what a program that ended badly had not saved, one text after the other: to restore it, to throw it
/// away, or to go on without it. Nothing of it is parsed or run before somebody wants it back.
class RecoveryBanner final : public QFrame
{
    Q_OBJECT

public:
    explicit RecoveryBanner(QWidget *parent = nullptr);

    /// Shows itself if there is something to offer. @returns whether there is.
    bool offer();

Q_SIGNALS:
    /// Somebody wants it back.
    void restored(const UnsavedText &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();
    void restore();
    void discard();
    void keep();

    QLabel *m_text;
    std::unique_ptr<RecoveryFile> m_offered;
};

} // namespace ScopeLab
