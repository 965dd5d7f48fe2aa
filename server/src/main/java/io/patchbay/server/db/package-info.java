/// The only door to PostgreSQL: the embedded server or an external one, the migrations, the pool and the
/// transactions. What [Db#write] returned is on the disk; every other room meets SQL through the handle it is given,
/// and nobody else holds a `DataSource`. It knows no other room; `vault` and every store stand on it.
@NullMarked
package io.patchbay.server.db;

import org.jspecify.annotations.NullMarked;
