package io.patchbay.tck;

import io.patchbay.connector.Batch;
import io.patchbay.connector.ClientContext;
import io.patchbay.connector.ConnectorException;
import io.patchbay.connector.Failure;
import io.patchbay.connector.description.Checked;
import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client's context in a test: real HTTP to a simulator, a clock moved by hand, a memory and a log that can be
/// looked into.
public final class TestContext implements ClientContext {
    private final Config instance;
    private final Config client;
    private final TestHttp http;
    private final HandClock clock;
    private final TestMemory memory;
    private final CapturedLog log = new CapturedLog();
    private final Watch watch;

    TestContext(Config instance, Config client, TestHttp http, HandClock clock, TestMemory memory, Watch watch) {
        this.instance = instance;
        this.client = client;
        this.http = http;
        this.clock = clock;
        this.memory = memory;
        this.watch = watch;
    }

    /// A configuration that its form accepts.
    ///
    /// @throws AssertionError if the form does not
    public static Config accepted(Form form, Map<String, ?> json) {
        return switch (form.check(json)) {
            case Checked.Valid(Config config) -> config;
            case Checked.Invalid(var problems) ->
                throw new AssertionError("C02 the form refuses the configuration that must be valid: " + problems);
        };
    }

    @Override
    public Config instance() {
        return instance;
    }

    @Override
    public Config config() {
        return client;
    }

    @Override
    public TestHttp http() {
        return http;
    }

    @Override
    public HandClock clock() {
        return clock;
    }

    @Override
    public Watched memory() {
        return new Watched(memory, watch);
    }

    @Override
    public CapturedLog log() {
        return log;
    }

    /// Asks for this client alone: whoever else shares in the service must not be needed.
    @Override
    public <T> T together(String key, Batch<T> batch) throws ConnectorException, InterruptedException {
        T part = batch.fetch(http, List.of(key)).get(key);
        if (part == null) {
            throw new ConnectorException(new Failure.Puzzled("the answer has no part for this client", ""));
        }
        return part;
    }

    TestMemory remembered() {
        return memory;
    }

    /// The memory as the client sees it.
    public static final class Watched implements io.patchbay.connector.Memory {
        private final TestMemory memory;
        private final Watch watch;

        Watched(TestMemory memory, Watch watch) {
            this.memory = memory;
            this.watch = watch;
        }

        @Override
        public Optional<String> get(String key) {
            return memory.get(key);
        }

        @Override
        public void put(String key, String value) {
            watch.touch("its memory");
            memory.put(key, value);
        }
    }
}
