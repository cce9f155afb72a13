"""A verifier in Python: `pip install -r requirements.txt`, then `python worker.py BROKER:PORT`; as many of them as you like."""
import json
import sys

from confluent_kafka import AcknowledgeType, KafkaException, Producer, ShareConsumer

NAME, VERSION = "acme.palindrome", "1"


def verify(request):
    """A score from 0 to 1 and the reason. Raise ValueError if the ground truth cannot be used."""
    text = "".join(filter(str.isalnum, request["completion"].lower()))
    right = text != "" and text == text[::-1]
    return {"score": float(right), "reason": "reads the same both ways" if right else "is no palindrome"}


def answer(request):
    result = {"id": request["id"], "verifier": NAME, "version": VERSION}
    try:
        return {**result, "status": "SCORED", **verify(request)}
    except Exception as e:  # a failed check is an error, never a score
        return {**result, "status": "ERROR", "reason": repr(e), "retriable": not isinstance(e, ValueError)}


def main(broker):
    with ShareConsumer({"bootstrap.servers": broker, "group.id": f"verify.{NAME}", "share.acknowledgement.mode": "explicit"}) as consumer:
        producer = Producer({"bootstrap.servers": broker})
        consumer.subscribe([f"verify.requests.{NAME}"])
        while True:
            for message in consumer.poll(1.0):
                if message.error():
                    raise KafkaException(message.error())
                request = json.loads(message.value())
                if mine := request["version"] == VERSION:  # else it is for workers of another version
                    producer.produce(f"verify.results.{NAME}", key=message.key(), value=json.dumps(answer(request)))
                    producer.flush()  # answered before it is settled: nothing is lost, and twice is as good as once
                consumer.acknowledge(message, AcknowledgeType.ACCEPT if mine else AcknowledgeType.RELEASE)


main(sys.argv[1])
