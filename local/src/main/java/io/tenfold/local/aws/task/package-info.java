/**
 * The services that Tasks call through moto: DynamoDB, EventBridge and SNS.
 *
 * <p>Only {@code aws} calls it; of {@code aws} it calls {@code moto} only.
 */
package io.tenfold.local.aws.task;
