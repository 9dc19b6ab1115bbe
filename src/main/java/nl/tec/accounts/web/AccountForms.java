package nl.tec.accounts.web;

import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;

/** Validation of fields that several account forms share. */
final class AccountForms {

    private static final int MAX_NAME_LENGTH = 100;

    private AccountForms() {}

    static Problems name(Problems problems, FormData form) {
        String name = form.line("naam");
        return problems.addIf(name.isEmpty(), "naam", "accounts.name.missing")
                .addIf(name.lines().count() > 1, "naam", "accounts.name.lines")
                .addIf(name.length() > MAX_NAME_LENGTH, "naam", "accounts.name.long", MAX_NAME_LENGTH);
    }

    static Problems nameAndEmail(FormData form) {
        return name(
                new Problems().addIf(MailAddress.parse(form.text("email")).isEmpty(), "email", "accounts.email.shape"),
                form);
    }
}
