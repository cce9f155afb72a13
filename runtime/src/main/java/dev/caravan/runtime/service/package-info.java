/**
 * What a service is and how a process runs several. Start reading at {@link dev.caravan.runtime.service.Service}, then
 * {@link dev.caravan.runtime.service.ServiceThread} (work on a thread that never dies unnoticed) and
 * {@link dev.caravan.runtime.service.ServiceHost} (start, health, metrics, stop).
 */
@NullMarked
package dev.caravan.runtime.service;

import org.jspecify.annotations.NullMarked;
