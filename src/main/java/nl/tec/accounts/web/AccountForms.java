package nl.tec.accounts.web;

import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;

/** What more than one form about accounts asks. */
final class AccountForms {

    private static final int MAX_NAME_LENGTH = 100;

    private AccountForms() {}

    static Problems name(Problems problems, String name) {
        return problems.addIf(name.isBlank(), "naam", "accounts.name.missing")
                .addIf(name.strip().lines().count() > 1, "naam", "accounts.name.lines")
                .addIf(name.strip().length() > MAX_NAME_LENGTH, "naam", "accounts.name.long", MAX_NAME_LENGTH);
    }

    static Problems email(Problems problems, String email) {
        return problems.addIf(MailAddress.parse(email).isEmpty(), "email", "accounts.email.shape");
    }
}
