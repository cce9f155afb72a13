/**
 * Verifiers that strangers bring: a jar or a folder each, in a class loader of its own, replaced while the service runs. Start reading at
 * {@link dev.caravan.verifier.plugin.Plugin} (one build of one plug-in), then {@link dev.caravan.verifier.plugin.PluginWatch} (a folder
 * of them). Class loaders keep dependencies apart; they are no sandbox: whoever may write to the folder runs code in this process.
 */
@NullMarked
package dev.caravan.verifier.plugin;

import org.jspecify.annotations.NullMarked;
