package io.patchbay.server.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.patchbay.server.web.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes passwords with Argon2id: 19 MiB, two passes (OWASP Password Storage Cheat Sheet). As many at a time as there
/// are processors, so that a flood of logins eats neither the memory nor more than its share of the time.
@Singleton
final class Passwords {
    /// Characters of a password.
    static final int LONGEST = 1000;

    private static final int MEMORY = 19 * 1024; // KiB
    private static final int PASSES = 2;
    private static final int BYTES = 32;
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(MEMORY, PASSES, 1, BYTES, Argon2.ID);

    private final Semaphore places;
    private final Duration patience;
    private final String nobodys = nobodys();

    @Inject
    Passwords() {
        this(Math.max(2, Runtime.getRuntime().availableProcessors()), Duration.ofSeconds(5));
    }

    /// @param places   how many are hashed at a time
    /// @param patience how long one waits for its turn
    Passwords(int places, Duration patience) {
        this.places = new Semaphore(places);
        this.patience = patience;
    }

    /// What no password is known to hash to. It is made up, since hashing one would make each start slower.
    private static String nobodys() {
        SecureRandom random = new SecureRandom();
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY + ",t=" + PASSES + ",p=1$"
                + base64.encodeToString(bytes(random, 16)) + "$"
                + base64.encodeToString(bytes(random, BYTES));
    }

    private static byte[] bytes(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// The hash with its salt and parameters, in PHC string format.
    String hash(String password) {
        return inTurn(
                () -> Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult());
    }

    /// Takes as long for an account that does not exist.
    ///
    /// @param before runs when it is this one's turn, and may throw
    /// @throws ApiException 503 if its turn does not come in time
    boolean matches(String password, Optional<String> hash, Runnable before) {
        return inTurn(() -> {
            before.run();
            String stored = hash.orElse(nobodys);
            boolean right = Password.check(password, stored).with(Argon2Function.getInstanceFromHash(stored));
            return right && hash.isPresent();
        });
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ApiException.unavailable("Too many logins at once.", Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("The service is stopping.", Duration.ofSeconds(1));
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
