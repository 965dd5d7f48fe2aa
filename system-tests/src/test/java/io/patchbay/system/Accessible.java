package io.patchbay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/// That a page can be used by everybody, as far as a program can tell.
final class Accessible {
    private static final Set<String> BAD = Set.of("serious", "critical");

    private Accessible() {}

    /// By axe-core's rules, and nothing is cut off at the side.
    static void check(Page page) {
        // no page has frames: without them no second page is needed to put the results together
        List<String> found = new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .filter(rule -> BAD.contains(rule.getImpact()))
                        .map(Accessible::words)
                        .toList();
        assertThat(found).as(page.url()).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("the page scrolls sideways: " + page.url())
                .isEqualTo(true);
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
