#include "tests/examples/computationdialog.h"

#include <QApplication>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    ScopeLab::ComputationDialog dialog;
    dialog.QDialog::show();
    return QApplication::exec();
}
