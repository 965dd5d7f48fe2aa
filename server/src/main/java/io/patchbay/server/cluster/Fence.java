package io.patchbay.server.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Keeps a former owner from writing.
public final class Fence {
    private static final String HOLD =
            "select number, epoch from slice where number = any(:numbers) order by number for share";

    private Fence() {}

    /// Makes sure that these epochs are the present ones and stay so until the transaction ends: nobody can take the
    /// slices before. Call it before the first write of the transaction.
    ///
    /// @throws FencedException if one of the slices has another owner now; the transaction must be rolled back
    public static void hold(Handle tx, Collection<Epoch> epochs) {
        Set<Epoch> held = held(tx, epochs);
        for (Epoch epoch : epochs) {
            if (!held.contains(epoch)) {
                throw new FencedException(epoch);
            }
        }
    }

    /// As [#hold], for those who can go on without some.
    ///
    /// @return the epochs that are the present ones, and stay so until the transaction ends
    public static Set<Epoch> held(Handle tx, Collection<Epoch> epochs) {
        Integer[] numbers =
                epochs.stream().map(e -> e.slice().number()).distinct().toArray(Integer[]::new);
        Map<Integer, Long> present = new HashMap<>();
        tx.createQuery(HOLD)
                .bindArray("numbers", Integer.class, (Object[]) numbers)
                .map((row, _) -> present.put(row.getInt("number"), row.getLong("epoch")))
                .list();
        return epochs.stream()
                .filter(epoch -> present.getOrDefault(epoch.slice().number(), -1L) == epoch.number())
                .collect(Collectors.toUnmodifiableSet());
    }
}
