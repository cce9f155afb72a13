package dev.caravan.verifier.plugin;

import dev.caravan.verifier.spi.GroupVerifier;
import dev.caravan.verifier.spi.Verdict;
import java.nio.file.Path;
import java.util.List;

/** The same for a verifier of groups. */
final class PluginGroupVerifier extends PluginVerifier implements GroupVerifier {

    private final GroupVerifier verifier;

    PluginGroupVerifier(Path plugin, GroupVerifier verifier, String build) {
        super(plugin, verifier, build);
        this.verifier = verifier;
    }

    @Override
    public List<Verdict> verifyGroup(List<Candidate> group) {
        return within(() -> verifier.verifyGroup(group));
    }
}
