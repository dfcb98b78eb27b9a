#pragma once

#include <QFile>

namespace ScopeLab {

/// What may be read besides regular files.
enum class Streams {
    Refused,
    Allowed ///< FIFOs, as a shell makes of `<(…)`: reading waits for the writer.
};

/// Opens @p path for reading. A folder, device, FIFO or socket is refused without waiting for it.
/// @returns why it cannot be read; nothing if @p file is open.
QString openForReading(QFile &file, const QString &path, Streams streams = Streams::Refused);

/// The same, by the bytes of a name that need not be UTF-8.
QString openForReading(QFile &file, const QByteArray &name, Streams streams = Streams::Refused);

} // namespace ScopeLab
