package io.patchbay.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// This machine's Chromium, with a window of one size and colour scheme. What the pages complain about is kept.
final class Chrome implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");

    /// Of each thread that runs tests, for neither driver nor browser may be used by two, and to start them takes
    /// seconds. They end with this process.
    private static final ThreadLocal<Browser> BROWSER = ThreadLocal.withInitial(Chrome::browser);

    private final BrowserContext context;
    private final Page page;
    private final Look look;
    private final List<String> complaints = new ArrayList<>();

    /// What the reader sees it with.
    record Look(int width, ColorScheme colors) {
        static Stream<Look> all() {
            return Stream.of(360, 1440)
                    .flatMap(width ->
                            Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).map(colors -> new Look(width, colors)));
        }

        /// Each width and each scheme once: of what whole journeys see in all four looks, these are the rest.
        static Stream<Look> both() {
            return Stream.of(new Look(360, ColorScheme.DARK), new Look(1440, ColorScheme.LIGHT));
        }

        @Override
        public String toString() {
            return width + "-" + colors.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Chrome(Look look) {
        this.look = look;
        context = BROWSER.get()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.width() < 600 ? 780 : 900)
                        .setColorScheme(look.colors())
                        .setLocale("en-GB")
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + " at " + page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("script at " + page.url() + ": " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith("http://127.0.0.1:") && !request.url().startsWith("data:")) {
                complaints.add("request to another host: " + request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    Look look() {
        return look;
    }

    boolean narrow() {
        return look.width() < 600;
    }

    /// Errors and warnings of scripts and of the pages' policy, and requests that left this machine.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Into `target/screens/`, for people to look at.
    void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screens", name + "-" + look + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }

    private static Browser browser() {
        // no download: the driver is in its jar, the browser is the machine's
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
    }

    private static Path program() {
        return PROGRAMS.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Install chromium: these tests look at the pages in a browser."));
    }
}
