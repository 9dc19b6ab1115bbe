package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.MandateFiles;
import nl.tec.documents.Markdown;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** Renders the page of a declaration for those who manage it, shared by several controllers. */
@Component
class DeclarationPages {

    private final Declarations declarations;
    private final MandateFiles mandates;
    private final Pages pages;
    private final Clock clock;

    DeclarationPages(Declarations declarations, MandateFiles mandates, Pages pages, Clock clock) {
        this.declarations = declarations;
        this.mandates = mandates;
        this.pages = pages;
        this.clock = clock;
    }

    /** @param typed the submitted values of a refused form; otherwise empty */
    JteModel show(Declaration declaration, FormData typed) {
        long id = declaration.id();
        return pages.declarationsDeclaration(
                declaration,
                declaration.publicAt(clock.instant()),
                Markdown.html(declaration.text(), 2),
                declarations.versions(id),
                declarations.history(id),
                declaration.state() == DeclarationState.DRAFT ? List.of() : declarations.alterations(id),
                DeclarationForm.of(declaration).put(typed),
                declarations.replacements(id),
                mandates.of(id));
    }

    /** Redirects to the page on success; otherwise shows it with the problems. */
    View after(Outcome<Long> outcome, long id, FormData typed, Actor actor, String sentence, Reply reply) {
        return outcome.either(
                done -> reply.saved(sentence, "/beheer/verklaringen/" + id),
                problems -> reply.refused(problems, show(declarations.read(id, actor), typed)));
    }
}
