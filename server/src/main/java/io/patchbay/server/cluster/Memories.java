package io.patchbay.server.cluster;

import io.patchbay.server.db.Remembered;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToIntBiFunction;

/// Makes memories of what the database says that are not served while another node may write.
///
/// Whoever lets several nodes write must give each subject of a memory one owner that alone serves it.
@Singleton
public final class Memories {
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private final Alone alone;
    private final InstantSource clock;

    public Memories(Alone alone, InstantSource clock) {
        this.alone = alone;
        this.clock = clock;
    }

    /// @param share  the part of the heap it may take: 16 means a sixteenth
    /// @param weight in bytes, roughly
    /// @param stamps a power of two, eight bytes each; with fewer of them more is read anew for nothing
    public <K, V> Remembered<K, V> make(int share, ToIntBiFunction<K, V> weight, int stamps) {
        long most = Runtime.getRuntime().maxMemory() / share;
        return new Remembered<>(
                new Remembered.Limits(most, LIFETIME, stamps), weight, clock, alone::isAlone, alone::hold);
    }
}
