package io.patchbay.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// What stands on a page, by what it is called to everybody.
final class Find {
    private Find() {}

    static Locator heading(Page page, String text) {
        return byRole(page, AriaRole.HEADING, text);
    }

    static Locator button(Page page, String text) {
        return byRole(page, AriaRole.BUTTON, text);
    }

    private static Locator byRole(Page page, AriaRole role, String text) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(text).setExact(true));
    }
}
