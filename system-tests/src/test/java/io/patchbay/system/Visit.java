package io.patchbay.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// A developer who is signed in to the console, in a browser.
record Visit(Chrome chrome, Service service) {

    static Visit begin(Chrome chrome, Service service) {
        Page page = chrome.page();
        page.navigate(service.base() + "/console/login");
        page.getByLabel("Email").fill(Service.EMAIL);
        page.getByLabel("Password").fill(Service.PASSWORD);
        page.keyboard().press("Enter");
        Visit visit = new Visit(chrome, service);
        assertThat(visit.heading("Overview")).isVisible();
        return visit;
    }

    Page page() {
        return chrome.page();
    }

    /// @param path below `/console`
    void open(String path) {
        page().navigate(service.base() + "/console" + path);
    }

    Locator heading(String text) {
        return Find.heading(page(), text);
    }

    Locator button(String text) {
        return Find.button(page(), text);
    }

    Locator link(String text) {
        return page().getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true))
                .filter(new Locator.FilterOptions().setVisible(true))
                .first();
    }

    /// As who has no mouse.
    void press(Locator control) {
        control.focus();
        page().keyboard().press("Enter");
    }

    /// Can be used by everybody; a picture of it is kept.
    void seen(String name) {
        Accessible.check(page());
        chrome.shoot("console-" + name);
    }
}
