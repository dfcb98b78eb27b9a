#pragma once

#include <QDialog>

namespace ScopeLab {

/// What the shapes mean, drawn by the code that draws them in the views.
class Legend final : public QDialog
{
    Q_OBJECT

public:
    explicit Legend(QWidget *parent = nullptr);
};

} // namespace ScopeLab
