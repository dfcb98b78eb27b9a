#pragma once

#include <QSaveFile>

namespace ScopeLab {

/// Puts a written file in the place of the old one. @returns false if it could not; then the old one stays.
///
/// QSaveFile::commit() alone says that all is well even if there was no room for the last bytes: what is
/// still buffered is written when it closes the file, and nobody asks how that went (Qt 6.4).
inline bool commitWhole(QSaveFile &file)
{
    return file.flush() && file.commit();
}

} // namespace ScopeLab
