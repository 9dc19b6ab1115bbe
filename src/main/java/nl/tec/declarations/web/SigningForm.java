package nl.tec.declarations.web;

import static nl.tec.declarations.DeclarationFields.AGREED;
import static nl.tec.declarations.DeclarationFields.NAME;
import static nl.tec.declarations.DeclarationFields.REASON;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import nl.tec.declarations.MandateFiles;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.Result;
import nl.tec.declarations.Signing.Signer;
import nl.tec.documents.Markdown;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;

/**
 * The page for reading and signing, shared by links and accounts.
 *
 * @param address the URL of the page and its forms
 * @param evidence the documents of the mandate; empty for links
 */
record SigningForm(Signing signing, Pages pages, String address, List<MandateFiles.Entry> evidence) {

    /** The field that is present if the signatory declines. */
    private static final String DECLINE = "weigeren";

    /** Signs or, with {@link #DECLINE}, declines. */
    View sign(Signer signer, FormData form, Reply reply) {
        Result result = form.has(DECLINE)
                ? signing.decline(signer, form.text(REASON))
                : signing.sign(signer, form.text("gelezen"), form.text(NAME), form.has(AGREED));
        if (result instanceof Result.Declined) {
            return reply.saved("signing.declined", address);
        }
        if (result instanceof Result.Signed) {
            return reply.saved("signing.thanks", address);
        }
        if (result instanceof Result.AlreadySigned) {
            return Reply.redirect(address);
        }
        Signing.Page page = signing.page(signer).orElseThrow();
        if (result instanceof Result.Refused refused) {
            return reply.refused(refused.problems(), page(page, form, false));
        }
        boolean changed = result instanceof Result.TextChanged;
        return reply.page(HttpStatus.CONFLICT, page(page, changed ? form : new FormData(), changed));
    }

    /** @param changed whether the text has changed since it was shown */
    JteModel page(Signing.Page page, FormData typed, boolean changed) {
        return pages.declarationsSigning(
                page,
                Markdown.html(page.text(), 1),
                address,
                typed.text(NAME),
                // agreement with an earlier text does not apply to this one
                typed.has(AGREED) && !changed,
                typed.text(REASON),
                typed.has(DECLINE),
                changed,
                evidence);
    }
}
